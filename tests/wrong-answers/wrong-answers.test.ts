import { demo } from "@chatbase-kit/server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runDredd } from "../dredd/run-dredd.ts";
import { type ServerProcess, startServerProcess } from "../dredd/server-process.ts";
import { basePathOf, spec } from "../dredd/spec.ts";
import { checkAnswers } from "./check-answers.ts";
import { startLyingProxy } from "./lying-proxy.ts";
import { questions } from "./questions.ts";
import { wrongAnswers } from "./wrong-answers.ts";

let server: ServerProcess;
beforeAll(async () => {
  server = await startServerProcess();
});
afterAll(async () => server?.stop());

describe("the real server", () => {
  test(`gives the right answer to ${questions.length} questions about getLeads`, async () => {
    expect(await checkAnswers(server.baseUrl)).toEqual([]);
  });
});

describe("each of the 13 wrong answers", () => {
  test("is on the list", () => {
    expect(wrongAnswers.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
  });

  describe.each(wrongAnswers)("($number) $title", (wrong) => {
    test("is noticed, and named", async () => {
      const proxy = await startLyingProxy(server.origin, wrong);
      const faults = await checkAnswers(proxy.origin + basePathOf(spec)).finally(() => proxy.close());
      expect(faults).toContainEqual(expect.stringMatching(wrong.fault));
    });

    test(`is ${wrong.dreddNotices ? "noticed" : "passed"} by strict dredd alone`, async () => {
      const proxy = await startLyingProxy(server.origin, wrong);
      const target = { origin: proxy.origin, database: server.database, apiKey: demo.apiKey };
      const { errors, verdicts } = await runDredd(target).finally(() => proxy.close());
      expect(errors).toEqual([]);
      const failed = verdicts.filter(({ outcome }) => outcome !== "pass").map(({ title }) => title);
      expect(failed).toEqual(wrong.dreddNotices ? ["getLeads 200"] : []);
    });
  });
});
