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

/** The spec with the answer as its example, so that mock servers send the same page. */
function specWith(answer: Answer): object {
  const spec = JSON.parse(readFileSync(specPath, "utf8"));
  const content = spec.paths["/get-leads"].get.responses["200"].content["application/json"];
  delete content.examples;
  content.example = JSON.parse(answer.body);
  return spec;
}

/** Every server of the comparison; all send the page that the reference server sends from this database. */
export async function pageServers(store: string, folder: string): Promise<PageServer[]> {
  const answer = await answerOf(store);
  const [answerFile, specFile, dataFile] = ["answer.json", "openapi.json", "json-server.json"].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  writeFileSync(answerFile, JSON.stringify(answer));
  writeFileSync(specFile, JSON.stringify(specWith(answer)));
  writeFileSync(dataFile, JSON.stringify({ "get-leads": JSON.parse(answer.body).collectedCustomers }));
  const own = (name: string) => (port: number) => [
    peer(`servers/${name}.js`),
    `${port}`,
    answerFile,
    authorization,
    specFile,
  ];
  const bin = (path: string) => peer(`node_modules/${path}`);
  return [
    { name: "raw node:http", setting: "a constant, nothing looked at", target, args: own("raw") },
    {
      name: "this server",
      setting: "key, contract and a query on stored leads; log level error",
      target,
      args: referenceServer(store),
    },
    { name: "bare Fastify", setting: "a constant text behind a comparison of the key", target, args: own("fastify") },
    {
      name: "express-openapi-validator",
      setting: "Express 5, requests validated, a constant object",
      target,
      args: own("express-openapi-validator"),
    },
    {
      name: "Scalar mock server",
      setting: "Hono on Node, the page as the spec's example",
      target: withoutBase,
      args: own("scalar"),
    },
    {
      name: "Mockoon CLI",
      setting: "the page as the spec's example, no log file, no admin API",
      target,
      args: (port) => [
        bin("@mockoon/cli/bin/run.js"),
        "start",
        "-d",
        specFile,
        "-p",
        `${port}`,
        "-l",
        "127.0.0.1",
        "-X",
        "--disable-admin-api",
      ],
    },
    {
      name: "json-server",
      setting: "0.17, ten leads in memory, `_page` and `_limit`, quiet",
      target: "/get-leads?_page=1&_limit=10",
      args: (port) => [
        bin("json-server/lib/cli/bin.js"),
        dataFile,
        "--port",
        `${port}`,
        "--host",
        "127.0.0.1",
        "--quiet",
      ],
    },
    {
      name: "Prism",
      setting: "the page as the spec's example, one process, log silent",
      target: withoutBase,
      args: (port) => [
        bin("@stoplight/prism-cli/dist/index.js"),
        "mock",
        specFile,
        "-p",
        `${port}`,
        "-h",
        "127.0.0.1",
        "-v",
        "silent",
      ],
    },
  ];
}
