/** docs/drift.md: the score and the list, written by the command and never by hand. */
import type { Outcome } from "./drift.ts";
import { peerNames } from "./peers.ts";
import { noticed, share, verdictOf } from "./render.ts";
import { scores, slow } from "./score.ts";

/** Relative to the root. */
export const pageFile = "docs/drift.md";

const row = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [row(head), `|${"---|".repeat(head.length)}`, ...rows.map(row)];
}

/** The page about a run of the whole list. */
export function renderPage(outcomes: readonly Outcome[]): string {
  const longest = Math.ceil(Math.max(...outcomes.map(({ seconds }) => seconds)));
  return `${[
    "# Drift score",
    "",
    "<!-- Written by `pnpm drift --write`. Do not edit. -->",
    "",
    "`pnpm drift` makes spec, contract, server and client disagree on purpose, one mutation at a time in a throw-away copy, and",
    "asks which check sees it first. A mutation that none sees is a missing check. Beside it stands what two well-known tools",
    "see, each alone: [dredd](https://dredd.org) as it comes, and `redocly drift` over the recorded traffic of a few requests.",
    "",
    ...table(
      ["target", "our checks", ...peerNames.map((peer) => `${peer} alone`)],
      scores(outcomes).map(([name, score]) => [
        name,
        share(score.caught, score),
        ...peerNames.map((peer) => share(score.peers[peer], score)),
      ]),
    ),
    "",
    `A mutation that takes longer than ${slow} seconds is named as slow; the slowest took ${longest}. The client is out of sight for both tools: they look at a server.`,
    "",
    "How to read it:",
    "",
    "- The spec is generated from first (`pnpm generate`), as whoever means the change would. That its files are stale is no merit.",
    "- A generated file that was edited by hand is always seen by *generated files fresh*. That check is asked last, so that the",
    "  table shows who else does.",
    "- dredd gets the least that lets it pass on the untouched tree: the key, a bad date for the 400, an unknown chatbot for the 404,",
    "  no 500, and a page whose lead has every field of the example. A peer notices what it does not complain of without the mutation.",
    "",
    ...table(
      ["mutation", "what is wrong then", "caught first by", ...peerNames],
      outcomes.map((outcome) => [
        outcome.mutation.id,
        outcome.mutation.breaks,
        verdictOf(outcome),
        ...noticed(outcome),
      ]),
    ),
  ].join("\n")}\n`;
}
