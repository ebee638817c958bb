import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readFileSync } from "node:fs";
import { basePath } from "@chatbase-kit/contract/operations";
import { peer } from "../run/peers.ts";
import {
  authorization,
  emptyChatbot,
  pageTarget,
  referenceServer,
  type RunningServer,
  startServer,
} from "../run/server.ts";

/** A server to compare, in its best setting. */
export interface PageServer {
  readonly name: string;
  readonly setting: string;
  readonly target: string;
  readonly args: (port: number) => readonly string[];
}

const specPath = fileURLToPath(new URL("../../spec/openapi.json", import.meta.url));
const target = pageTarget({ chatbotId: emptyChatbot, size: 10 });
/** For those that leave out the path of the spec's server. */
const withoutBase = target.replace(basePath, "");

/** The answer of the reference server, for those that send a constant: the same headers, the same bytes. */
interface Answer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What Node adds to every answer by itself. */
const ofConnection = new Set(["connection", "date", "keep-alive"]);

async function answerOf(store: string): Promise<Answer> {
  const server: RunningServer = await startServer(referenceServer(store), target);
  try {
    const response = await fetch(`http://127.0.0.1:${server.port}${target}`, { headers: { authorization } });
    const headers = [...response.headers].filter(([name]) => !ofConnection.has(name));
    return { headers: Object.fromEntries(headers), body: await response.text() };
  } finally {
    await server.stop();
  }
}

/** The parts of the spec that lead to the example of a page. */
interface SpecWithPage {
  paths: {
    "/get-leads": {
      get: { responses: { 200: { content: { "application/json": { example?: unknown; examples?: unknown } } } } };
    };
  };
}

/** The spec with the answer as its example, so that mock servers send the same page. */
function specWith(answer: Answer): SpecWithPage {
  const spec = JSON.parse(readFileSync(specPath, "utf8")) as SpecWithPage;
  const content = spec.paths["/get-leads"].get.responses[200].content["application/json"];
  delete content.examples;
  content.example = JSON.parse(answer.body);
  return spec;
}

/** What the peers read: the answer to send, the spec with it as the example, and the leads alone. */
interface Files {
  readonly answer: string;
  readonly spec: string;
  readonly leads: string;
}

function writeFiles(answer: Answer, folder: string): Files {
  const write = (name: string, content: object): string => {
    const path = join(folder, name);
    writeFileSync(path, JSON.stringify(content));
    return path;
  };
  const { collectedCustomers } = JSON.parse(answer.body) as { collectedCustomers: unknown[] };
  return {
    answer: write("answer.json", answer),
    spec: write("openapi.json", specWith(answer)),
    leads: write("leads.json", { "get-leads": collectedCustomers }),
  };
}

/** Servers made of a library: a file of ours that uses it. */
function madeServers({ answer, spec }: Files): PageServer[] {
  const args = (name: string) => (port: number) => [peer(`servers/${name}.js`), `${port}`, answer, authorization, spec];
  return [
    { name: "raw node:http", setting: "a constant, nothing looked at", target, args: args("raw") },
    { name: "bare Fastify", setting: "a constant text behind a comparison of the key", target, args: args("fastify") },
    {
      name: "express-openapi-validator",
      setting: "Express 5, requests validated, a constant object",
      target,
      args: args("express-openapi-validator"),
    },
    {
      name: "Scalar mock server",
      setting: "Hono on Node, the page as the spec's example",
      target: withoutBase,
      args: args("scalar"),
    },
  ];
}

/** Programs that are started as they are: what comes before the port, and what comes after it. */
function programs({ spec, leads }: Files): PageServer[] {
  const program = (path: string, before: readonly string[], after: readonly string[]) => (port: number) => [
    peer(`node_modules/${path}`),
    ...before,
    "--port",
    `${port}`,
    ...after,
  ];
  return [
    {
      name: "Mockoon CLI",
      setting: "the page as the spec's example, no log file, no admin API",
      target,
      args: program(
        "@mockoon/cli/bin/run.js",
        ["start", "--data", spec],
        ["--hostname", "127.0.0.1", "--disable-log-to-file", "--disable-admin-api"],
      ),
    },
    {
      name: "json-server",
      setting: "0.17, ten leads in memory, `_page` and `_limit`, quiet",
      target: "/get-leads?_page=1&_limit=10",
      args: program("json-server/lib/cli/bin.js", [leads], ["--host", "127.0.0.1", "--quiet"]),
    },
    {
      name: "Prism",
      setting: "the page as the spec's example, one process, log silent",
      target: withoutBase,
      args: program(
        "@stoplight/prism-cli/dist/index.js",
        ["mock", spec],
        ["--host", "127.0.0.1", "--verboseLevel", "silent"],
      ),
    },
  ];
}

/** Every server of the comparison; all send the page that the reference server sends from this database. */
export async function pageServers(store: string, folder: string): Promise<PageServer[]> {
  const files = writeFiles(await answerOf(store), folder);
  const [raw, ...others] = madeServers(files);
  const kit: PageServer = {
    name: "this server",
    setting: "key, contract and a query on stored leads; log level error",
    target,
    args: referenceServer(store),
  };
  return [...(raw ? [raw] : []), kit, ...others, ...programs(files)];
}
