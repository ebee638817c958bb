import { demo } from "@chatbase-kit/server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DreddOptions, type DreddReport, runDredd } from "./run-dredd.ts";
import { type ServerProcess, startServerProcess } from "./server-process.ts";
import { documentedAnswers, spec } from "./spec.ts";

const titles = documentedAnswers(spec).map(({ title }) => title);

let server: ServerProcess;
let report: DreddReport;
const ask = (options: Partial<DreddOptions> = {}) => runDredd({ ...server, apiKey: demo.apiKey, ...options });

beforeAll(async () => {
  server = await startServerProcess();
  report = await ask();
});
afterAll(async () => server?.stop());

describe("the real server keeps the spec, says dredd made strict", () => {
  test("each operation has a transaction for each documented status", () => {
    expect(report.verdicts.map(({ title }) => title)).toEqual(titles);
    const ofGetLeads = titles.filter((title) => title.startsWith("getLeads "));
    expect(ofGetLeads).toEqual(["getLeads 200", "getLeads 400", "getLeads 401", "getLeads 404", "getLeads 500"]);
  });

  test.each(titles)("%s", (title) => {
    const verdict = report.verdicts.find((candidate) => candidate.title === title);
    expect(verdict).toMatchObject({ message: "", outcome: "pass" });
  });

  test("no two requests are the same", () => {
    expect(new Set(report.verdicts.map(({ request }) => request)).size).toBe(titles.length);
  });

  test("nothing else went wrong", () => {
    expect(report.errors).toEqual([]);
  });
});

describe("dredd is awake", () => {
  test("to a documented status that nobody has said how to get", async () => {
    const more = structuredClone(spec);
    const responses = more.paths["/get-leads"]?.["get"]?.responses ?? {};
    responses["403"] = { $ref: "#/components/responses/NotFound" };
    const { errors } = await ask({ spec: more });
    expect(errors).toEqual([expect.stringContaining("getLeads 403")]);
  });

  test("to a transaction that dredd does not make", async () => {
    const { errors } = await ask({
      tamper: (hooks) => ({ ...hooks, beforeAll: (transactions) => hooks.beforeAll(transactions.slice(1)) }),
    });
    expect(errors).toEqual([
      expect.stringMatching(/^dredd makes transactions for getLeads 400, .* documents getLeads 200/),
    ]);
  });

  test("to a transaction that is skipped", async () => {
    const { errors, verdicts } = await ask({
      tamper: (hooks) => ({ ...hooks, beforeEach: (transaction) => Object.assign(transaction, { skip: true }) }),
    });
    expect(verdicts.map(({ outcome }) => outcome)).toEqual(titles.map(() => "skip"));
    expect(errors).toEqual([`skipped: ${titles.join(", ")}`]);
  });

  test("to a server that is not there", async () => {
    const { errors } = await ask({ origin: "http://127.0.0.1:1" });
    expect(errors).toHaveLength(titles.length);
  });

  test("to a 500 that does not come", async () => {
    const { verdicts } = await ask({
      tamper: (hooks) => ({
        ...hooks,
        beforeEach(transaction) {
          hooks.beforeEach(transaction);
          // Puts back the table that was taken away, before the request goes out.
          hooks.afterEach(transaction);
        },
      }),
    });
    expect(verdicts.filter(({ outcome }) => outcome !== "pass").map(({ title }) => title)).toEqual(["getLeads 500"]);
  });
});
