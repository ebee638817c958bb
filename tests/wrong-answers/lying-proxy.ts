import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { LeadList } from "@chatbase-kit/contract/operations";
import type { Answer, WrongAnswer } from "./wrong-answers.ts";

/** Stands in front of a server and tells lies about it. */
export interface LyingProxy {
  /** Such as `http://127.0.0.1:40123`. */
  readonly origin: string;
  close(): void;
}

/** Belong to one connection (RFC 9110 section 7.6.1), or to the body as it was. */
const notPassedOn = ["connection", "keep-alive", "transfer-encoding", "content-length", "content-type"];

async function asked(
  origin: string,
  { url = "", headers }: IncomingMessage,
  change?: WrongAnswer["ask"],
): Promise<Response> {
  const target = new URL(url, origin);
  change?.(target.searchParams);
  const { authorization } = headers;
  return fetch(target, authorization === undefined ? {} : { headers: { authorization } });
}

async function toAnswer(response: Response): Promise<Answer> {
  return { type: response.headers.get("content-type") ?? "", text: await response.text() };
}

/** The wrong answer in place of a right one. */
async function lie(right: Answer, origin: string, request: IncomingMessage, wrong: WrongAnswer): Promise<Answer> {
  const answer = wrong.ask ? await toAnswer(await asked(origin, request, wrong.ask)) : right;
  return wrong.say ? wrong.say((JSON.parse(answer.text) as LeadList).collectedCustomers) : answer;
}

async function pass(
  request: IncomingMessage,
  response: ServerResponse,
  origin: string,
  wrong: WrongAnswer,
): Promise<void> {
  const honest = await asked(origin, request);
  const right = await toAnswer(honest);
  const { type, text } = honest.status === 200 ? await lie(right, origin, request, wrong) : right;
  const kept = [...honest.headers].filter(([name]) => !notPassedOn.includes(name));
  response.writeHead(honest.status, { ...Object.fromEntries(kept), "content-type": type }).end(text);
}

/** Starts on a free port. Refusals pass as they are; every status 200 becomes the wrong answer. */
export async function startLyingProxy(origin: string, wrong: WrongAnswer): Promise<LyingProxy> {
  const server = createServer((request, response) => {
    pass(request, response, origin, wrong).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
