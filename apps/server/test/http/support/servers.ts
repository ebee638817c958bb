import { afterAll, beforeAll, vi } from "vitest";
import { type Config, demo, hashKey, openStore, type Store } from "../../../src/index.ts";
import { type RecordedServer, startRecorded } from "../../recorded.ts";
import { Wire } from "./wire.ts";

// Thousands of requests, perhaps on a machine that has other things to do: a limit for what hangs, not for what is slow.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

export const { apiKey, chatbotId } = demo;
export const otherKey = demo.accounts[1]?.apiKey ?? "";
export const otherChatbotId = demo.accounts[1]?.chatbots[0]?.id ?? "";
export const getLeadsPath = "/api/v1/get-leads";
export const authorization = `Authorization: Bearer ${apiKey}\r\n`;

/** A whole GET with the demo key, as text. */
export function getRequest(target = `${getLeadsPath}?chatbotId=${chatbotId}&size=1`, method = "GET"): string {
  return `${method} ${target} HTTP/1.1\r\nHost: x\r\n${authorization}\r\n`;
}

const places: Readonly<Record<string, string>> = {
  target: `${getLeadsPath}?chatbotId=${chatbotId}&size=1`,
  auth: authorization,
  key: apiKey,
  otherKey,
  shortKey: apiKey.slice(0, -1),
  upperKey: apiKey.toUpperCase(),
  hash: hashKey(apiKey),
};

/** Fills the places of a vector: `{name}`, and `{text*count}` for repetition. Other braces stay. */
export function fill(text: string): string {
  return text
    .replace(/\{([^{}]+)\*(\d+)\}/g, (_, part: string, count: string) => part.repeat(Number(count)))
    .replace(/\{(\w+)\}/g, (whole, name: string) => places[name] ?? whole);
}

/** A server with the demo data for the tests of one file; `current()` once they run. */
export function serverForTests(config: Partial<Config> = {}, wrap: (store: Store) => Store = (store) => store) {
  let server: RecordedServer | undefined;
  beforeAll(async () => {
    const store = wrap(openStore(":memory:"));
    server = await startRecorded({ port: 0, logLevel: "silent", ...config }, { store });
  });
  afterAll(() => server?.close());
  return (): RecordedServer => {
    if (!server) throw new Error("the server has not been started yet");
    return server;
  };
}

/** Runs `use` with a connection of its own. */
export async function withWire<T>(origin: string, use: (wire: Wire) => Promise<T>): Promise<T> {
  const wire = await Wire.open(origin);
  try {
    return await use(wire);
  } finally {
    wire.close();
  }
}

/** Fails unless the server ends the connection, with nothing more to read. */
export async function expectEnd(wire: Wire): Promise<void> {
  const rest = await wire.ended();
  if (rest !== "") throw new Error(`sent before the end: ${JSON.stringify(rest)}`);
}

/** Fails unless the connection is in step: a plain GET on it is answered with 200, and with nothing else. */
export async function expectInStep(wire: Wire): Promise<void> {
  wire.send(getRequest());
  const { status } = await wire.next();
  if (status !== 200 || wire.unread !== "")
    throw new Error(`out of step: ${status}, then ${JSON.stringify(wire.unread)}`);
}
