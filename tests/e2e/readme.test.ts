import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root, run, serverProgram, startProcess, temporaryFolder } from "./program.ts";

/** The code blocks of a document, by language. */
function blocks(document: string, language: string): string[] {
  const text = readFileSync(join(root, document), "utf8");
  return [...text.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, "g"))].map(([, code]) => code ?? "");
}

const documents: [string, string][] = [
  ["README.md", "js"],
  ["apps/server/README.md", "ts"],
  ["docs/faults.md", "ts"],
];

test.each(documents)("the examples of %s run as they stand", async (document, language) => {
  const baseUrl = await startProcess(process.execPath, [serverProgram], temporaryFolder());
  const examples = blocks(document, language);
  expect(examples.length).toBeGreaterThan(0);
  for (const example of examples) {
    const code = example.replaceAll("http://127.0.0.1:4010/api/v1", baseUrl);
    // From the playground, where a reader of the README puts it.
    const { stderr, stdout } = await run(process.execPath, ["--input-type=module", "--eval", code], {
      cwd: join(root, "playground"),
    });
    expect(stderr).toBe("");
    // Who follows the README sees at each step that it worked.
    expect(stdout !== "" || document !== "README.md", `prints nothing:\n${code}`).toBe(true);
  }
});

test("the curl line of README.md shows leads", async () => {
  const baseUrl = await startProcess(process.execPath, [serverProgram], temporaryFolder());
  const line = blocks("README.md", "sh").find((block) => block.startsWith("curl"));
  const { stdout } = await run("sh", [
    "-c",
    `${line?.trim().replace("http://127.0.0.1:4010/api/v1", baseUrl)} --silent`,
  ]);
  expect(JSON.parse(stdout)).toMatchObject({ collectedCustomers: [{}, {}, {}] });
});
