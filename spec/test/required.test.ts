/** What an answer always has (docs/decisions/0007): to take one of these back breaks whoever relies on it. */
import { expect, test } from "vitest";
import spec from "../openapi.json" with { type: "json" };

test("answers promise the fields that were decided on, and no others", () => {
  const required = Object.entries(spec.components.schemas).map(([name, schema]) => [
    name,
    "required" in schema ? schema.required : [],
  ]);
  const advice =
    "What an answer always has changed: docs/decisions/0007 says what that means; then write it in spec/test/required.test.ts";
  expect(Object.fromEntries(required), advice).toEqual({
    LeadList: ["collectedCustomers"],
    Lead: ["id", "created_at"],
    ErrorMessage: ["message"],
  });
});
