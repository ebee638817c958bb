import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { errorReasons } from "../../src/http/errors.ts";

const page = readFileSync(new URL("../../../../docs/errors.md", import.meta.url), "utf8");
/** Rows of the table: reason, status, message. */
const rows = [...page.matchAll(/^\| `(\w+)` \| (\d{3}) \| `([^`]+)` \| (\S.*) \|$/gm)].map(
  ([, reason = "", status, message, when]) => ({ reason, status: Number(status), message, when }),
);

describe("docs/errors.md and the table of http/errors.ts", () => {
  test("list the same reasons in the same order", () => {
    expect(rows.map(({ reason }) => reason)).toEqual(Object.keys(errorReasons));
  });

  test.each(rows)("$reason has one status and one text", ({ reason, status, message }) => {
    expect({ status, message }).toEqual(errorReasons[reason as keyof typeof errorReasons]);
  });

  test("have no other row", () => {
    expect(page.match(/^\| `/gm)).toHaveLength(rows.length);
  });
});
