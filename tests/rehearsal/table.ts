/** The compatibility table of the client's README: written by a rehearsal, compared by the next one and by the tests. */
import type { Cell, Rehearsed } from "./compatibility.ts";

/** Relative to the root. */
export const tableFile = "packages/client/README.md";

const begin = "<!-- Written by `pnpm release:rehearse --write`; a rehearsal fails when it finds something else. -->";
const end = "<!-- The end of what is written. -->";

/** Markdown of what clients and servers of these versions make of each other. */
export function renderTable(versions: readonly Rehearsed[], cells: readonly Cell[]): string {
  const header = ["client \\ server", ...versions.map(nameOf)];
  const rows = versions.map((client) => [
    nameOf(client),
    ...versions.map((server) => {
      const cell = cells.find((each) => each.client === client.version && each.server === server.version);
      if (cell === undefined) throw new Error(`${client.version} was not tried against ${server.version}`);
      return cell.error === undefined ? "every lead" : `\`${cell.error.name}\``;
    }),
  ]);
  const line = (columns: string[]): string => `| ${columns.join(" | ")} |`;
  const changes = versions.flatMap(({ version, change }) => (change === undefined ? [] : [`- ${version}: ${change}`]));
  const table = [line(header), line(header.map(() => "---")), ...rows.map(line)];
  return [...table, "", ...changes, "", ...messages(cells)].join("\n");
}

/** A release that nobody made must not pass for one. */
const nameOf = ({ version, change }: Rehearsed): string =>
  change === undefined ? `**${version}**` : `${version}, rehearsed`;

/** What users read in their logs, each message once. */
function messages(cells: readonly Cell[]): string[] {
  const pairs = new Map<string, string[]>();
  for (const { client, server, error } of cells) {
    if (error === undefined) continue;
    pairs.set(error.message, [...(pairs.get(error.message) ?? []), `client ${client} with server ${server}`]);
  }
  return [...pairs].map(([message, seen]) => `- ${seen.join(", ")}: “${message}”`);
}

/** @throws Error when the document has no place for a table */
export function readTable(document: string): string {
  const [from, to] = placeOf(document);
  return document.slice(from, to).trim();
}

/** The document with another table. */
export function replaceTable(document: string, table: string): string {
  const [from, to] = placeOf(document);
  return `${document.slice(0, from)}\n${table}\n${document.slice(to)}`;
}

function placeOf(document: string): [number, number] {
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${tableFile} has lost one of these lines:\n${begin}\n${end}`);
  return [from + begin.length + 1, to];
}

/** Versions that a table is about, in its order. */
export function versionsOf(table: string): string[] {
  const [header = ""] = table.split("\n");
  return [...header.matchAll(/\d+\.\d+\.\d+[^,* ]*/g)].map(([version]) => version);
}

/** @throws Error showing both when the document has another table */
export function compareTable(document: string, table: string): void {
  const written = readTable(document);
  if (written === table) return;
  const remedy = "Run `pnpm release:rehearse --write`, read the difference, and commit it.";
  throw new Error(`${tableFile} is stale. ${remedy}\n\nIt says:\n${written}\n\nFound was:\n${table}`);
}
