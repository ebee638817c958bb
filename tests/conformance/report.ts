import type { Verdict } from "./verdict.ts";

/** One point of a report. */
export interface Row {
  readonly id: string;
  readonly title: string;
  readonly says: string;
  readonly how: string;
  readonly verdict: Verdict["verdict"];
  readonly found: string;
  /** Flags of our server that imitate a difference; null without a difference or a switch. */
  readonly imitate: string | null;
}

/** What a pass found; written as it is for machines. */
export interface Report {
  /** Origin and base path. */
  readonly server: string;
  readonly operation: "getLeads";
  readonly requests: { readonly sent: number; readonly limit: number };
  readonly leadsLookedAt: number;
  readonly points: readonly Row[];
}

const verdicts = ["differs", "cannot tell", "as the spec"] as const;

const answerOf = ({ verdict, found }: Row): string => (verdict === "as the spec" ? verdict : `${verdict}: ${found}`);

/** `31 as the spec, 2 differ, 4 cannot tell`. */
export function summaryOf({ points }: Report): string {
  const count = (wanted: Row["verdict"]): number => points.filter(({ verdict }) => verdict === wanted).length;
  return `${count("as the spec")} as the spec, ${count("differs")} differ, ${count("cannot tell")} cannot tell`;
}

/** For a terminal: what differs first. */
export function renderTable(report: Report): string {
  const rows = verdicts.flatMap((wanted) => report.points.filter(({ verdict }) => verdict === wanted));
  const width = Math.max(...rows.map(({ id }) => id.length));
  const lines = rows.map((row) => {
    const imitate = row.imitate === null ? "" : `  [${row.imitate}]`;
    return `${row.id.padEnd(width)}  ${answerOf(row)}${imitate}`;
  });
  const { sent, limit } = report.requests;
  return [...lines, "", `${summaryOf(report)} (${sent} of at most ${limit} requests)`].join("\n");
}

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");

function switchOf({ verdict, imitate }: Row): string {
  if (verdict !== "differs") return "";
  return imitate === null ? "none" : `\`${imitate}\``;
}

/** For people. */
export function renderMarkdown(report: Report): string {
  const { server, requests, leadsLookedAt, points } = report;
  const rows = points.map((row) =>
    [row.title, row.says, answerOf(row), row.found, row.how, switchOf(row)].map(cell).join(" | "),
  );
  return `# Conformance of ${server}

${summaryOf(report)}. ${requests.sent} requests were sent, of at most ${requests.limit}; GET only. ${leadsLookedAt} leads were looked
at; nothing of what they say is in here.

| point | the spec or docs/behaviour.md | verdict | seen | from | switch of our server |
| --- | --- | --- | --- | --- | --- |
${rows.map((row) => `| ${row} |`).join("\n")}
`;
}

/** For machines. */
export const renderJson = (report: Report): string => `${JSON.stringify(report, null, 2)}\n`;
