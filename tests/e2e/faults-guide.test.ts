/** docs/faults.md, from top to bottom, as a reader would type it. */
import { expect, test } from "vitest";
import { Guide, linePattern } from "./guide.ts";
import { run, startUnrecorded, temporaryFolder } from "./program.ts";

const guide = new Guide("faults.md");
const examples = guide.examples().map(({ start, ...example }) => ({
  ...example,
  flags: start.replace("npx -y pnpm@12 start", "").trim(),
}));

/** The words of a command line, as the shell splits them. */
async function words(line: string): Promise<string[]> {
  const { stdout } = await run("sh", ["-c", `for word in ${line}; do printf '%s\\n' "$word"; done`]);
  return stdout.split("\n").filter(Boolean);
}

test("the guide has an example of each way to ask, and none without what it prints", () => {
  expect(guide.blocks.filter(({ kind }) => kind === "sh")).toHaveLength(examples.length);
  expect(new Set(examples.map(({ flags }) => flags)).size).toBe(3);
});

test.each(examples)("$flags $typed", async ({ typed, printed, flags }) => {
  const baseUrl = await startUnrecorded(flags === "" ? [] : await words(flags), temporaryFolder());
  const said = await guide.output(typed, baseUrl);
  for (const line of printed.trim().split("\n")) expect(said).toMatch(linePattern(line));
});
