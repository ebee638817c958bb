/** The examples as commands: how they are used, what they say when they fail, and output that nobody reads to its end. */
import { once } from "node:events";
import { join } from "node:path";
import { demo } from "@chatbase-kit/server";
import { expect, test } from "vitest";
import { runExample, startDemo, startExample, temporaryFolder } from "./run.ts";

const examples = ["csv-export.ts", "crm-upsert.ts", "incremental-sync.ts", "react-query/main.ts"];
const nobody = { CHATBASE_API_KEY: "", CHATBASE_BASE_URL: "" };

test.each(examples)("%s says how it is used, when asked and when it lacks an argument", async (name) => {
  const usage = `Usage: node examples/${name} CHATBOT`;
  expect(await runExample(nobody, name, "--help")).toContain(usage);
  const refused = { code: 2, stdout: "", stderr: expect.stringContaining(usage) as string };
  await expect(runExample(nobody, name)).rejects.toMatchObject(refused);
});

test("what the server refuses is one line, and no output", async () => {
  const env = await startDemo();
  const refused = { code: 1, stdout: "", stderr: expect.stringMatching(/^NotFoundError: .*\n$/) as string };
  const place = join(temporaryFolder(), "leads");
  for (const [name = "", ...args] of [
    ["csv-export.ts"],
    ["crm-upsert.ts", `${place}.db`],
    ["incremental-sync.ts", place],
  ])
    await expect(runExample(env, name, "no-such-bot", ...args)).rejects.toMatchObject(refused);
});

test("csv-export.ts ends quietly when its reader has enough, as `head -1` has", async () => {
  const child = startExample(await startDemo(), "csv-export.ts", demo.chatbotId);
  let said = "";
  child.stderr.on("data", (text) => (said += text));
  await once(child.stdout, "data");
  child.stdout.destroy();
  expect(await once(child, "close")).toEqual([0, null]);
  expect(said).toBe("");
});

test("csv-export.ts writes the header of an export without leads", async () => {
  const header = "id,name,email,phone,created_at\r\n";
  expect(await runExample(await startDemo(), "csv-export.ts", "imports-go-here-00001")).toBe(header);
});

test("csv-export.ts that fails half way ends with 1, and says so under what it has written", async () => {
  const whole = await runExample(await startDemo(), "csv-export.ts", demo.chatbotId);
  // The header, and the page of a hundred that the limit lets through.
  const written = whole.split("\r\n", 101).join("\r\n");
  await expect(
    runExample(await startDemo({ "rate-limit": "1/h" }), "csv-export.ts", demo.chatbotId),
  ).rejects.toMatchObject({
    code: 1,
    stdout: `${written}\r\n`,
    stderr: expect.stringMatching(/^RateLimitError: .*\n$/) as string,
  });
});
