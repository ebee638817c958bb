import { createAsker, requestLimit, type Target } from "./ask.ts";
import { textsIn } from "./leads.ts";
import { bodyPoints } from "./points/body-points.ts";
import { datePoints } from "./points/date-points.ts";
import { headerPoints } from "./points/header-points.ts";
import { pagePoints } from "./points/page-points.ts";
import { refusalPoints } from "./points/refusal-points.ts";
import { schemas } from "./points/spec-fields.ts";
import type { Report, Row } from "./report.ts";
import { type Survey, survey } from "./survey.ts";
import type { Point } from "./verdict.ts";

/** Every point, in the order of the report. */
export const points: readonly Point[] = [
  ...bodyPoints,
  ...pagePoints,
  ...datePoints,
  ...refusalPoints,
  ...headerPoints,
];

/** Short words and the spec's field names are the report's own: somebody who typed "name" as a name is not in it. */
const tellingLength = 4;

/** The second lock: were a point ever to repeat what a lead, the key or the chatbot's id says, it would be seen here. */
function withhold(text: string, secrets: readonly string[]): string {
  return secrets.some((secret) => text.includes(secret)) ? "(not shown: it repeats what a lead says)" : text;
}

function toRow(point: Point, seen: Survey, secrets: readonly string[]): Row {
  const { id, title, says, how } = point;
  const verdict = point.look(seen);
  const imitate = verdict.verdict === "differs" ? (verdict.imitate ?? null) : null;
  return { id, title, says, how, verdict: verdict.verdict, found: withhold(verdict.found, secrets), imitate };
}

/**
 * One read-only pass over a server.
 *
 * @throws {CannotRun} if the server cannot be reached, does not let the key in, or the limit of requests is reached.
 */
export async function conformance(target: Target, limit = requestLimit): Promise<Report> {
  const { ask, sent } = createAsker(target, limit);
  const seen = await survey(ask, target.chatbotId);
  const answers = Object.values(seen).flatMap((value) => textsIn((value as { leads?: unknown } | undefined)?.leads));
  const secrets = [...new Set([target.apiKey, target.chatbotId, ...answers, ...textsIn(seen.sample)])];
  const telling = secrets.filter((secret) => secret.length >= tellingLength && !schemas.known.includes(secret));
  const { origin, pathname } = new URL(target.url);
  return {
    server: withhold(origin + pathname, [target.apiKey, target.chatbotId]),
    operation: "getLeads",
    requests: { sent: sent(), limit },
    leadsLookedAt: seen.sample.length,
    points: points.map((point) => toRow(point, seen, telling)),
  };
}
