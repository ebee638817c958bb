import { demo, type RunningServer } from "@chatbase-kit/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startRecorded } from "../recorded.ts";
import { startLyingProxy } from "../wrong-answers/lying-proxy.ts";
import { wrongAnswers } from "../wrong-answers/wrong-answers.ts";
import { conformance } from "./conformance.ts";

/** By the number of the wrong answer: a point that must differ, and what it says. */
const named: Readonly<Record<number, readonly [point: string, found: string]>> = {
  1: ["envelope", "no list of leads in either known envelope"],
  3: ["field-forms", "id is number instead of string"],
  4: ["envelope", "no list of leads in either known envelope"],
  5: ["envelope", "no list of leads in either known envelope"],
  6: ["field-forms", "email has no form of an e-mail address"],
  7: ["field-forms", "created_at is no RFC 3339 date-time"],
  8: ["known-fields", "more: api_key_hash"],
  9: ["null-fields", "null: phone"],
  10: ["own-leads", "1000 leads name another chatbot"],
  11: ["envelope", "no list of leads in either known envelope"],
  12: ["envelope", "the body is no JSON"],
  13: ["size", "more than 3 leads for size 3"],
};

let server: RunningServer;
beforeAll(async () => {
  server = await startRecorded();
});
afterAll(async () => server?.close());

async function differencesBehind(wrong: (typeof wrongAnswers)[number]) {
  const proxy = await startLyingProxy(server.origin, wrong);
  const target = { url: `${proxy.origin}/api/v1`, apiKey: demo.apiKey, chatbotId: demo.chatbotId };
  const { points } = await conformance(target).finally(() => proxy.close());
  return points.filter(({ verdict }) => verdict === "differs").map(({ id, found }) => [id, found]);
}

test.each(wrongAnswers.filter(({ number }) => number in named))("($number) $title: named", async (wrong) => {
  expect(await differencesBehind(wrong)).toContainEqual(named[wrong.number]);
});

// From outside this is a chatbot without leads, and nothing may be guessed about one.
test.each(wrongAnswers.filter(({ number }) => !(number in named)))("($number) $title: not guessed", async (wrong) => {
  expect(wrong.number).toBe(2);
  expect(await differencesBehind(wrong)).toEqual([]);
});
