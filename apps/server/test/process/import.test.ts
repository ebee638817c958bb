import { createWriteStream, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { openStore } from "../../src/store/open-store.ts";
import { temporaryFolder } from "../folder.ts";
import { databaseOf, madeDatabase, Program, runProgram } from "./program.ts";

const chatbotId = "imports-go-here-00001";

async function writeLeads(path: string, count: number, first = ""): Promise<void> {
  const file = createWriteStream(path);
  file.write(`id,name,created_at\n${first}`);
  for (let index = 0; index < count; index += 1) {
    const instant = new Date(1_700_000_000_000 + index * 997).toISOString();
    if (!file.write(`lead_${index},"Doe, Jane ${index}",${instant}\n`)) await once(file, "drain");
  }
  file.end();
  await once(file, "finish");
}

async function countLeads(folder: string): Promise<number | undefined> {
  const store = openStore(join(folder, "data/reference.db"));
  const chatbots = await store.listChatbots();
  await store.close();
  return chatbots.find(({ id }) => id === chatbotId)?.leads;
}

test("killed in the middle, the database holds none of the file; then the same command imports all of it", async () => {
  const folder = temporaryFolder();
  await writeLeads(join(folder, "leads.csv"), 300_000);
  const command = ["leads", "import", "leads.csv", "--chatbot", chatbotId];
  const program = new Program(command, folder);
  // The first progress line comes after two seconds of work, with more to do.
  await program.printed(/rows, \d+ %/);
  program.process.kill("SIGKILL");
  expect(await program.exit()).toBeNull();
  expect(await countLeads(folder)).toBe(0);
  const { code, stdout } = await runProgram(command, folder);
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: `Imported 300,000 leads of leads.csv into ${chatbotId} in ${databaseOf(folder)}.\n`,
  });
  expect(await countLeads(folder)).toBe(300_000);
}, 60_000);

test("stopped by Ctrl+C, nothing is imported and nothing is left, and it says so", async () => {
  const folder = temporaryFolder();
  await writeLeads(join(folder, "leads.csv"), 300_000, "bad,row\n");
  const program = new Program(["leads", "import", "leads.csv", "--chatbot", chatbotId, "--skip-invalid"], folder);
  await program.printed(/rows, \d+ %/);
  program.process.kill("SIGINT");
  expect(await program.exit()).toBe(1);
  expect(program.stderr).toMatch(/Stopped\. Nothing was imported\.\n$/);
  expect(readdirSync(folder)).toEqual(["data", "leads.csv"]);
  expect(await countLeads(folder)).toBe(0);
}, 60_000);

test("killed while bad rows are written, it leaves no file of bad rows that could be taken for whole", async () => {
  const folder = temporaryFolder();
  await writeLeads(join(folder, "leads.csv"), 300_000, "bad,row\n");
  const command = ["leads", "import", "leads.csv", "--chatbot", chatbotId, "--skip-invalid"];
  const program = new Program(command, folder);
  await program.printed(/rows, \d+ %/);
  program.process.kill("SIGKILL");
  await program.exit();
  expect(readdirSync(folder)).not.toContain("leads.rejected.csv");
  expect((await runProgram(command, folder)).code).toBe(0);
  expect(readFileSync(join(folder, "leads.rejected.csv"), "utf8")).toBe("id,name,created_at\nbad,row\n");
}, 60_000);

test("lists bad rows on standard error and exits with 1; --skip-invalid exits with 0", async () => {
  const folder = temporaryFolder();
  writeFileSync(
    join(folder, "leads.csv"),
    "id,email,created_at\na,jane@,2024-01-01T00:00:00Z\nb,,2024-01-01T00:00:00Z\nb,,2024-01-01T00:00:00Z\n",
  );
  const command = ["leads", "import", "leads.csv", "--chatbot", chatbotId];
  const { code, stdout, stderr } = await runProgram(command, folder);
  expect({ code, stdout }).toEqual({
    code: 1,
    stdout: "Nothing was imported: 1 of 3 rows cannot be. Mend them, or leave them out with --skip-invalid.\n",
  });
  // On a busy machine there is a line of progress, too.
  expect(stderr.replace(/^.* rows, \d+ %\n/gm, "")).toBe(
    `${madeDatabase(folder)}line 2: email must be an e-mail address such as john@example.com\n`,
  );
  const rest = await runProgram([...command, "--skip-invalid"], folder);
  expect(rest.code).toBe(0);
  expect(rest.stdout).toBe(
    `Imported 1 lead of leads.csv into ${chatbotId} in ${databaseOf(folder)}. ` +
      "1 was there already, or repeats an earlier row. 1 of 3 rows was left out and is in leads.rejected.csv.\n",
  );
  expect(rest.stderr).not.toContain("Made a new database");
});

test("of one row, it says so; and it imports into no database that ends with it", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "leads.csv"), "id,email,created_at\na,jane@,2024-01-01T00:00:00Z\n");
  const command = ["leads", "import", "leads.csv", "--chatbot", chatbotId];
  expect((await runProgram(command, folder)).stdout).toContain("imported: 1 of 1 row cannot be.");
  const { code, stderr } = await runProgram([...command, "--store", ":memory:"], folder);
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("A database in memory ends") as string });
}, 20_000);

test.each(["2025-01-01", "2025-01-01 10:00:00", "2025-01-01T10:00", "2025-01-01T10:00:00.5"])(
  "%s is refused for want of a time zone",
  async (instant) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "leads.csv"), `created_at\n${instant}\n2025-01-01 10:00:00Z\n`);
    const { stderr } = await runProgram(["leads", "import", "leads.csv", "--chatbot", chatbotId], folder);
    const refusal = "created_at must be an RFC 3339 date-time such as 2024-01-01T12:00:00Z";
    expect(stderr).toContain(`line 2: ${refusal} (this one has no time zone)\n`);
    expect(stderr).toContain(`line 3: ${refusal}\n`);
  },
);

test("a second import at the same time is told to wait", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "leads.csv"), "id,created_at\na,2024-01-01T00:00:00Z\n");
  const command = ["leads", "import", "leads.csv", "--chatbot", chatbotId];
  await runProgram(command, folder);
  const writer = new DatabaseSync(join(folder, "data/reference.db"));
  onTestFinished(() => writer.close());
  writer.exec("BEGIN IMMEDIATE");
  const { code, stderr } = await runProgram(command, folder);
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: "Another process is writing to the database, probably an import. Wait for its end and run this again.\n",
  });
}, 20_000);

test.each([
  [["leads", "import", "--chatbot", chatbotId], "missing required argument 'file'"],
  [["leads", "import", "x.csv"], "--chatbot <id>"],
  [["leads", "import", "x.csv", "--chatbot", chatbotId], "There is no file x.csv."],
  [["leads", "import", "-", "--chatbot", chatbotId], "There is no file -. A file on standard input is /dev/stdin;"],
  [["leads", "import", "x.csv", "--chatbot", "nobody"], "There is no chatbot nobody."],
])("%j exits with 1 and says what to do", async (args, message) => {
  const { code, stderr } = await runProgram(args, temporaryFolder());
  expect(code).toBe(1);
  expect(stderr).toContain(message);
});
