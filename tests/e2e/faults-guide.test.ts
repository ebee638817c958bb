/** docs/faults.md, from top to bottom, as a reader would type it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root, run, startUnrecorded, temporaryFolder } from "./program.ts";

interface Block {
  /** What stands behind the fence: `sh`, `sh setup`, `sh start`, `text`, … */
  readonly kind: string;
  readonly text: string;
}

const guide = readFileSync(join(root, "docs/faults.md"), "utf8");
const blocks: Block[] = [...guide.matchAll(/^```(.*)\n([^]*?)^```$/gm)].map(([, kind = "", text = ""]) => ({
  kind,
  text,
}));
const setup = blocks.find(({ kind }) => kind === "sh setup")?.text ?? "";

/** The words of a command line, as the shell splits them. */
async function words(line: string): Promise<string[]> {
  const { stdout } = await run("sh", ["-c", `for word in ${line}; do printf '%s\\n' "$word"; done`]);
  return stdout.split("\n").filter(Boolean);
}

/** Everything that an example prints, on both outputs; the exit code is the example's own matter. */
async function output(example: string, baseUrl: string): Promise<string> {
  const script = `exec 2>&1\n${setup.replace("http://127.0.0.1:4010/api/v1", baseUrl)}\n${example}`;
  const { stdout } = await run("sh", ["-c", `${script}\ntrue`]);
  return stdout.replaceAll("\r", "");
}

/** A line of the guide, in which `…` stands for anything. */
function pattern(line: string): RegExp {
  const parts = line.split("…").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")} *$`, "m");
}

/** The examples: what to type, what it prints, and the flags of the start before it. */
function examples(): { typed: string; printed: string; flags: string }[] {
  let flags = "";
  return blocks.flatMap(({ kind, text }, index) => {
    if (kind === "sh start") flags = text.replace("npx -y pnpm@12 start", "").trim();
    const printed = blocks[index + 1];
    return kind === "sh" && printed?.kind === "text" ? [{ typed: text, printed: printed.text, flags }] : [];
  });
}

test("the guide has an example of each way to ask, and none without what it prints", () => {
  expect(blocks.filter(({ kind }) => kind === "sh")).toHaveLength(examples().length);
  expect(new Set(examples().map(({ flags }) => flags)).size).toBe(3);
});

test.each(examples())("$flags $typed", async ({ typed, printed, flags }) => {
  const baseUrl = await startUnrecorded(flags === "" ? [] : await words(flags), temporaryFolder());
  const said = await output(typed, baseUrl);
  for (const line of printed.trim().split("\n")) expect(said).toMatch(pattern(line));
});
