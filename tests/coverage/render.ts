import type { Item } from "./drift.ts";
import { type Finding, requestOf } from "./finding.ts";
import type { Gap, Verdict } from "./judge.ts";

/** Findings of one kind that are shown; the rest is only counted. */
const shownFindings = 20;

const titles: Readonly<Record<Item["kind"], string>> = {
  operation: "operations",
  parameter: "parameters",
  response: "statuses",
  property: "schema properties",
};

const number = (value: number): string => value.toLocaleString("en");

function table({ scores }: Verdict): string[] {
  const rows = [...scores].map(([kind, { covered, total }]) => {
    // Rounded down: only what is whole says 100.
    const share = total === 0 ? "-" : `${Math.floor((covered / total) * 100)} %`;
    return [titles[kind], `${covered}`, `${total}`, share];
  });
  return [["", "covered", "total", ""], ...rows].map(([title = "", ...cells]) =>
    (title.padEnd(20) + cells.map((cell) => cell.padStart(9)).join("")).trimEnd(),
  );
}

function nameOf(item: Item): string {
  if (item.kind === "operation") return "the operation itself";
  if (item.kind === "parameter") return `parameter ${item.name} (${item.in})`;
  if (item.kind === "response") return `status ${item.status}`;
  return `property ${item.path} of the ${item.status === undefined ? item.target : `${item.status} answer`}`;
}

function gapLine({ operationId, item, refused }: Gap): string {
  const needsSuccess = item.kind === "operation" || item.kind === "parameter";
  const missing = needsSuccess ? "in no request that had success" : "in no answer";
  return `  ${operationId}: ${nameOf(item)}: ${refused ? "only in requests that were refused" : missing}`;
}

/** Same fault, whichever item of a list has it, same request, same status: one line, with the first example. */
function findingLines(findings: readonly Finding[]): string[] {
  const groups = Map.groupBy(findings, ({ message, entry }) =>
    [message.replaceAll(/\d+/g, "#"), requestOf(entry), entry.response.status].join("\n"),
  );
  const lines = [...groups.values()].flatMap((group) => {
    const [{ message, entry, index }] = group as [Finding, ...Finding[]];
    const times = group.length === 1 ? "" : `, ${number(group.length)} times`;
    const place = `first in ${entry.comment || "?"}, entry ${index} of judged.har`;
    return [[`  ${message}`, `    ${requestOf(entry)} -> ${entry.response.status}${times}, ${place}`]];
  });
  const rest = lines.length - shownFindings;
  return [...lines.slice(0, shownFindings).flat(), ...(rest > 0 ? [`  … and ${number(rest)} more kinds`] : [])];
}

/** Whether the traffic shows all of the spec and contradicts none of it. */
export function isWhole({ gaps, findings }: Verdict): boolean {
  return gaps.length === 0 && findings.length === 0;
}

/** For people: what was judged, the table, what is missing, what is wrong, and what to do. */
export function render(verdict: Verdict): string {
  const { judged, leftOut, gaps, findings } = verdict;
  const others = [...leftOut].map(([reason, times]) => `${number(times)} ${reason}`);
  const lines = [
    `${number(judged)} exchanges held against the spec${others.length === 0 ? "" : `; left out: ${others.join(", ")}`}.`,
    "",
    ...table(verdict),
  ];
  if (gaps.length > 0) lines.push("", "Not covered:", ...gaps.map(gapLine));
  if (findings.length > 0) lines.push("", "Against the spec:", ...findingLines(findings));
  lines.push("");
  if (isWhole(verdict)) lines.push("The tests show every part of the spec, and no answer contradicts it.");
  if (gaps.length > 0)
    lines.push("Write a test, over HTTP, that asks for what is not covered; `startRecorded` starts its server.");
  if (findings.length > 0)
    lines.push("Mend the server or the spec; `pnpm coverage --keep DIR` keeps the exchanges to look at.");
  return lines.join("\n");
}
