import { expect, test } from "vitest";
import { judgeWalk } from "./compatibility.ts";

const contractError = {
  name: "ContractError",
  message: "GET /api/v1/get-leads broke the contract: expected an object with leads. Request id: 3f-1.",
  status: 200,
  pointer: "",
  typed: true,
};

test("every lead, each once, is a pair that works", () => {
  const cell = judgeWalk({ given: 3_000, different: 3_000 }, "0.1.0", "1.0.0");
  expect(cell).toEqual({ client: "0.1.0", server: "1.0.0", error: undefined });
});

test("an error of the client before the first lead is a pair that says what is wrong, without the id of one request", () => {
  const cell = judgeWalk({ given: 0, different: 0, error: contractError }, "0.1.0", "1.0.0");
  const message = "GET /api/v1/get-leads broke the contract: expected an object with leads.";
  expect(cell.error).toEqual({ name: "ContractError", message, status: 200 });
});

test.each([
  ["leads that got lost", { given: 2_999, different: 2_999 }, "2999 leads"],
  ["no leads and no error", { given: 0, different: 0 }, "0 leads"],
  ["a lead twice", { given: 3_000, different: 2_999 }, "2999 different ones"],
  ["an error after some leads", { given: 500, different: 500, error: contractError }, "500 leads were given before"],
  [
    "an error of somebody else",
    { given: 0, different: 0, error: { ...contractError, name: "TypeError", typed: false } },
    "TypeError is no error of the client",
  ],
])("%s fails the rehearsal", (_title, walk, said) => {
  expect(() => judgeWalk(walk, "0.1.0", "1.0.0")).toThrow(said);
});

test("an error between equal versions fails the rehearsal", () => {
  expect(() => judgeWalk({ given: 0, different: 0, error: contractError }, "1.0.0", "1.0.0")).toThrow(
    "broke the contract",
  );
});
