import { expect, test } from "vitest";
import { chart } from "../report/chart.ts";
import { markdown } from "../report/markdown.ts";
import { interleave } from "../run/rounds.ts";
import { ratios, summarise } from "../run/statistics.ts";
import type { Table } from "../run/table.ts";

const table: Table = {
  id: "page",
  title: "A page",
  how: "How it was measured.",
  metrics: [
    { key: "rate", title: "requests/s", digits: 0, compare: true },
    { key: "p50", title: "p50 ms", digits: 2 },
  ],
  baseline: "raw",
  rows: [
    { name: "raw", setting: "a constant", samples: [1_000, 2_000, 4_000].map((rate) => ({ rate, p50: 0.5 })) },
    { name: "this <server>", setting: "all of it", samples: [500, 1_200, 2_400].map((rate) => ({ rate, p50: 1.25 })) },
  ],
};

test("a summary is the median with the quartiles", () => {
  expect(summarise([5, 1, 4, 2, 3])).toEqual({ median: 3, quartiles: [2, 4] });
});

test("a ratio is taken round by round, so that a slow round says nothing", () => {
  expect(ratios([50, 5, 500], [100, 10, 1_000]).median).toBe(0.5);
  expect(ratios([500, 1_200, 2_400], [1_000, 2_000, 4_000])).toEqual({ median: 0.6, quartiles: [0.55, 0.6] });
});

test("contenders take turns, every other round backwards", async () => {
  const order: string[] = [];
  const contender = (name: string) => ({
    name,
    setting: "",
    measure: async () => {
      order.push(name);
      return { count: order.length };
    },
  });
  const rows = await interleave([contender("a"), contender("b")], 3, () => {});
  expect(order.join("")).toBe("abbaab");
  expect(rows.map(({ samples }) => samples.map(({ count }) => count))).toEqual([
    [1, 4, 5],
    [2, 3, 6],
  ]);
});

test("the page says medians, quartiles, ratios, settings and the machine", () => {
  const text = markdown({ machine: "A machine", date: "2026-11-22", rounds: 3, quick: false, tables: [table] });
  expect(text).toContain("Machine: A machine.");
  expect(text).toContain("|  | requests/s | ÷ raw | p50 ms | setting |");
  expect(text).toContain("| this <server> | 1,200 (850–1,800) | 0.60 | 1.25 (1.25–1.25) | all of it |");
});

test("a chart has a bar for each contender, as long as its median, and no markup of a name", () => {
  const svg = chart(table);
  expect([...svg.matchAll(/<rect [^>]*width="([\d.]+)"/g)].map(([, width]) => width)).toEqual(["380.0", "228.0"]);
  expect(svg).toContain("this &lt;server&gt;");
});
