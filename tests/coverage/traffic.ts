import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { root } from "../run/rooms.ts";
import { type Description, operationAt } from "./description.ts";
import type { Recording } from "./recorder.ts";

/** One request and its answer, as HAR 1.2 has it; only what is read here. */
export interface Entry {
  /** The test file that sent it, relative to the root. */
  comment: string;
  request: { method: string; url: string; headers: { name: string; value: string }[] };
  response: { status: number; content: { mimeType: string; text?: string } };
}

/** A whole HAR file. */
export interface Traffic {
  log: { version: "1.2"; creator: { name: string; version: string }; entries: Entry[] };
}

/** @throws Error when the file is no HAR */
export function readTraffic(file: string): Entry[] {
  const { log } = JSON.parse(readFileSync(file, "utf8")) as Partial<Traffic>;
  if (!Array.isArray(log?.entries)) throw new Error(`${file} is not a HAR file.`);
  return log.entries;
}

/** As text of a HAR file, in this order: an exchange index of redocly is an index of `entries`. */
export function writeTraffic(entries: readonly Entry[]): string {
  const lines = entries.map((entry) => JSON.stringify(entry)).join(",\n");
  return `{"log":{"version":"1.2","creator":{"name":"pnpm coverage","version":"1"},"entries":[\n${lines}\n]}}\n`;
}

/** What all proxies have recorded, each entry with its test. */
export function joinRecordings(recordings: readonly Recording[]): Entry[] {
  return recordings.flatMap(({ file, test }) =>
    readTraffic(file).map((entry) => ({ ...entry, comment: relative(root, test) })),
  );
}

/** Why an exchange says nothing about an operation of the spec. */
export type LeftOut = "outside the base path" | "HEAD and OPTIONS" | "refused, for there is no such operation";

/** Traffic that the spec speaks about, and how much else there was. */
export interface SortedTraffic {
  kept: Entry[];
  leftOut: Map<LeftOut, number>;
}

/** What no description has to document: HTTP's own methods, the server's own routes, and what it says not to have. */
function reasonToLeaveOut({ request, response }: Entry, description: Description): LeftOut | undefined {
  const { pathname } = new URL(request.url);
  if (operationAt(description, request.method, pathname) !== undefined) return undefined;
  const { basePath } = description;
  if (pathname !== basePath && !pathname.startsWith(`${basePath}/`)) return "outside the base path";
  const isOfHttp = request.method === "HEAD" || request.method === "OPTIONS";
  const onKnownPath = description.operations.some(({ path }) => path.test(pathname));
  if (isOfHttp && onKnownPath && response.status < 500) return "HEAD and OPTIONS";
  // A refusal is what an unknown path or method deserves; any other answer is an endpoint that nobody has described.
  return response.status >= 400 && response.status < 500 ? "refused, for there is no such operation" : undefined;
}

/** Leaves out what no description documents; what answers without being described stays in, for redocly to name. */
export function sortTraffic(entries: readonly Entry[], description: Description): SortedTraffic {
  const kept: Entry[] = [];
  const leftOut = new Map<LeftOut, number>();
  for (const entry of entries) {
    const reason = reasonToLeaveOut(entry, description);
    if (reason === undefined) kept.push(entry);
    else leftOut.set(reason, (leftOut.get(reason) ?? 0) + 1);
  }
  return { kept, leftOut };
}
