import { expect, test } from "vitest";
import { markdown } from "../faults/report.ts";

test("a table has a row for each fault, a column for each client, and counts what is right", () => {
  const columns = new Map([
    [
      "one",
      [
        { title: "silence", every: "right", first: "right" },
        { title: "HTML", every: "right", first: "gives up" },
      ],
    ],
    [
      "two",
      [
        { title: "silence", every: "**hangs**", first: "right" },
        { title: "HTML", every: "right", first: "right" },
      ],
    ],
  ]);
  const [, every, first] = markdown(["silence", "HTML"], columns).split("## At ");
  expect(every).toContain("| fault | one | two |\n| --- | --- | --- |\n| right | 2 of 2 | 1 of 2 |");
  expect(every).toContain("| silence | right | **hangs** |\n| HTML | right | right |");
  expect(first).toContain("| right | 1 of 2 | 2 of 2 |");
});
