/** docs/admin.md, from top to bottom, as a reader would type it, on one server. */
import { expect, test } from "vitest";
import { Guide, linePattern } from "./guide.ts";
import { startUnrecorded, temporaryFolder } from "./program.ts";

const guide = new Guide("admin.md");
const examples = guide.examples();

test("every example prints what stands below it", async () => {
  expect(guide.blocks.filter(({ kind }) => kind === "sh")).toHaveLength(examples.length);
  const [, token = ""] = /CHATBASE_ADMIN_TOKEN=(\S+)/.exec(examples[0]?.start ?? "") ?? [];
  const baseUrl = await startUnrecorded(["--admin-token", token], temporaryFolder());
  for (const { typed, printed } of examples) {
    const said = await guide.output(typed, baseUrl);
    for (const line of printed.trim().split("\n")) expect(said).toMatch(linePattern(line));
  }
});
