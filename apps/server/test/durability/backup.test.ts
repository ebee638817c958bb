/** `backup`, `restore` and `check` as programs, beside a server that is at work. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { expect, test, vi } from "vitest";
import { demo } from "../../src/demo/demo.ts";
import { openStore } from "../../src/store/open-store.ts";
import { backUp } from "../../src/store/sqlite/backup.ts";
import { checkDatabase } from "../../src/store/sqlite/check.ts";
import { breakSeal, sealOf } from "../../src/store/sqlite/seal.ts";
import { connect } from "../../src/store/sqlite/database.ts";
import { temporaryFolder } from "../folder.ts";
import { Program, runProgram } from "../process/program.ts";
import { chatbotId, leadsOf } from "./leads.ts";
import { readTexts } from "./read-texts.ts";
import { seededFile, Writer } from "./writers.ts";

const accountId = demo.accounts[0].id;

async function textsOf(path: string): Promise<string[]> {
  const store = openStore(path);
  try {
    return await readTexts(store, { chatbotId, accountId });
  } finally {
    await store.close();
  }
}

/** What a descriptor of a process leads to; nothing if it has been closed meanwhile. */
function linkOf({ process: { pid } }: Program, descriptor: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/fd/${descriptor}`);
  } catch {
    return undefined;
  }
}

const run = (path: string, ...args: string[]) => runProgram([...args, "--store", path], dirname(path));

test("a backup under load holds whole commits, and comes back", { timeout: 60_000 }, async () => {
  const path = await seededFile();
  const writer = new Writer(path, "busy");
  await writer.hasBegun();
  const before = writer.acknowledged;
  const backedUp = await run(path, "backup", "copy.db");
  expect(backedUp).toMatchObject({ code: 0, stderr: "" });
  expect(backedUp.stdout).toBe(
    `Backed up ${path} to copy.db. Bring it back with \`chatbase-server restore copy.db --store ${path}\`.\n`,
  );
  const inUse = await run(path, "restore", "copy.db");
  expect(inUse).toMatchObject({
    code: 1,
    stderr: `The database ${path} is in use. Stop the server first, then restore.\n`,
  });
  await writer.kill();
  const copy = join(dirname(path), "copy.db");
  const texts = await textsOf(copy);
  const commits = texts.length / leadsOf("busy", 0).length;
  expect(commits).toBeGreaterThanOrEqual(before);
  const expected = Array.from({ length: commits }, (_, commit) => leadsOf("busy", commit).map(({ json }) => json));
  expect(texts.toSorted()).toEqual(expected.flat().toSorted());
  const later = await textsOf(path);
  const restored = await run(path, "restore", "copy.db");
  expect(restored).toMatchObject({ code: 0, stderr: "" });
  expect(await textsOf(path)).toEqual(texts);
  const [, aside = ""] = /What was there is now (.*);/.exec(restored.stdout) ?? [];
  expect(await textsOf(aside)).toEqual(later);
  expect(readdirSync(dirname(path)).filter((name) => name.includes("partial"))).toEqual([]);
});

test("check finds what a start does not look at, and says nothing of what a lead holds", {
  timeout: 30_000,
}, async () => {
  const path = await seededFile();
  expect(await run(path, "check")).toEqual({ code: 0, stdout: `${path} is whole: 5,000 leads.\n`, stderr: "" });
  breakSeal(path);
  const other = connect(path);
  other.exec(
    `UPDATE leads SET json = replace(json, 'created_at', 'created') WHERE key = (SELECT min(key) FROM leads);
     DELETE FROM lead_ids WHERE entry = (SELECT max(entry) FROM lead_ids);
     UPDATE lead_blocks SET leads = leads + 1 WHERE first = (SELECT max(first) FROM lead_blocks)`,
  );
  other.close();
  const { code, stdout } = await run(path, "check");
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /^.* is damaged:\n(?: {2}chatbot [\w-]+: (?:lead \d+ is not as it was stored|the counts of its leads are wrong|\d+ ids of \d+ leads)\n){3,}Bring a backup back/,
  );
});

test("what another program has changed is refused until somebody accepts it", { timeout: 30_000 }, async () => {
  const path = await seededFile();
  const other = connect(path);
  other.exec("UPDATE chatbots SET name = 'Another' WHERE number = 1");
  other.close();
  expect(await run(path, "backup", "copy.db")).toMatchObject({ code: 1 });
  expect(existsSync(join(dirname(path), "copy.db"))).toBe(false);
  expect((await run(path, "check")).stdout).toContain("its bytes are not those that were written");
  expect(await run(path, "check", "--accept")).toMatchObject({ code: 0 });
  expect(await run(path, "backup", "copy.db")).toMatchObject({ code: 0 });
});

test.each([
  ["backup of what is not there", ["backup", "x.db"], "nowhere.db", "There is no database nowhere.db."],
  ["backup onto a file that exists", ["backup", "leads.db"], "leads.db", "leads.db exists already."],
  ["restore of what is not there", ["restore", "x.db"], "leads.db", "There is no backup x.db."],
  ["restore of what is no database", ["restore", "text"], "leads.db", "is damaged"],
  ["backup of Postgres", ["backup", "x.db"], "postgres://localhost/x", "use pg_dump"],
  ["check of memory", ["check"], ":memory:", "Name a file with --store PATH."],
])("%s: exit code 1, and nothing has changed", async (_, args, store, message) => {
  const path = await seededFile();
  const folder = dirname(path);
  writeFileSync(join(folder, "text"), "no database\n".repeat(1_000));
  const before = readFileSync(path);
  const { code, stderr } = await runProgram([...args, "--store", store], folder);
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(message) as unknown });
  expect(readFileSync(path)).toEqual(before);
  expect(existsSync(sealOf(path))).toBe(true);
  expect(readdirSync(folder).toSorted()).toEqual(["leads.db", "leads.db-seal", "text"]);
});

test("a database is the same by whatever name it is opened", { timeout: 30_000 }, async () => {
  const path = await seededFile();
  const link = join(temporaryFolder(), "link.db");
  symlinkSync(path, link);
  const create = (...names: string[]) => ["keys", "create", "--account", accountId, "--name", ...names];
  expect(await run(link, ...create("by the link"))).toMatchObject({ code: 0 });
  expect(await run(path, ...create("by the file"))).toMatchObject({ code: 0 });
  expect((await run(link, "keys", "list")).stdout).toContain("by the file");
  expect(await run(link, "check")).toMatchObject({ code: 0, stdout: `${path} is whole: 5,000 leads.\n` });
});

test("nobody else may read a database, its log or its backup", async () => {
  const path = await seededFile();
  const writer = new Writer(path, "busy");
  await writer.hasBegun();
  const copy = join(dirname(path), "copy.db");
  await backUp(path, copy);
  const modes = [path, `${path}-wal`, copy].map((file) => statSync(file).mode & 0o777);
  await writer.kill();
  expect(modes).toEqual([0o600, 0o600, 0o600]);
});

test("nor what comes back from a backup that others may read", { timeout: 30_000 }, async () => {
  const path = await seededFile();
  expect(await run(path, "backup", "copy.db")).toMatchObject({ code: 0 });
  chmodSync(join(dirname(path), "copy.db"), 0o644);
  expect(await run(path, "restore", "copy.db")).toMatchObject({ code: 0 });
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test("a copy with a log beside it is no backup: it may lack what the log has", { timeout: 30_000 }, async () => {
  const path = await seededFile();
  writeFileSync(`${path}.copy`, readFileSync(path));
  writeFileSync(`${path}.copy-wal`, "commits that were not brought home");
  const { code, stderr } = await run(path, "restore", "leads.db.copy");
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringContaining("leads.db.copy has a log beside it, so it is no backup.") as unknown,
  });
});

test("a backup comes back as it was, where the log of a database that was moved away is left", {
  timeout: 30_000,
}, async () => {
  const path = await seededFile();
  expect(await run(path, "backup", "copy.db")).toMatchObject({ code: 0 });
  const before = await textsOf(path);
  // Commits that stand in the log only, as a kill leaves them.
  const killed = connect(path);
  killed.exec("PRAGMA wal_autocheckpoint = 0; DELETE FROM leads");
  const log = readFileSync(`${path}-wal`);
  killed.close();
  for (const suffix of ["", "-seal"]) rmSync(path + suffix, { force: true });
  writeFileSync(`${path}-wal`, log);
  expect(await run(path, "restore", "copy.db")).toMatchObject({ code: 0, stderr: "" });
  expect(await run(path, "check")).toMatchObject({ code: 0, stdout: `${path} is whole: 5,000 leads.\n` });
  expect(await textsOf(path)).toEqual(before);
});

// Which files a process has open, only Linux shows.
test.runIf(existsSync("/proc/self/fd"))(
  "a start that is under way while another file takes its database's place serves that one",
  { timeout: 30_000 },
  async () => {
    const [path, other] = [await seededFile(), await seededFile()];
    writeFileSync(join(dirname(other), "leads.csv"), "created_at\n2025-03-01T10:00:00Z\n");
    const empty = "imports-go-here-00001";
    expect(await run(other, "leads", "import", "leads.csv", "--chatbot", empty)).toMatchObject({ code: 0 });
    const lock = connect(path);
    lock.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
    const server = new Program(["start", "--store", path, "--port", "0"], dirname(path));
    const open = () => readdirSync(`/proc/${server.process.pid}/fd`).map((name) => linkOf(server, name));
    await vi.waitUntil(() => open().filter((file) => file === path).length >= 2, { timeout: 10_000 });
    for (const suffix of ["-seal", ""]) renameSync(other + suffix, path + suffix);
    lock.close();
    const baseUrl = await server.printed(/Base URL {2}(\S+)/);
    const headers = { authorization: `Bearer ${demo.apiKey}` };
    const page = await fetch(`${baseUrl}/get-leads?chatbotId=${empty}`, { headers });
    expect(await page.json()).toMatchObject({ collectedCustomers: [{ created_at: expect.any(String) as unknown }] });
  },
);

test("check of what is no database, or cannot be opened, says so and no more", { timeout: 30_000 }, async () => {
  const path = await seededFile();
  writeFileSync(join(dirname(path), "text"), "no database\n".repeat(1_000));
  mkdirSync(join(dirname(path), "folder"));
  const text = await runProgram(["check", "--store", "text"], dirname(path));
  expect(text).toMatchObject({ code: 1, stdout: expect.stringContaining("text is damaged:\n") as unknown, stderr: "" });
  const folder = await runProgram(["check", "--store", "folder"], dirname(path));
  expect(folder).toMatchObject({ code: 1, stdout: "", stderr: expect.stringMatching(/^Cannot open .*\n$/) as unknown });
});

test("backups of one name at once: one is made, and is whole; what a dead process left is cleared away", async () => {
  const path = await seededFile();
  const target = join(dirname(path), "copy.db");
  // No process has this number: it is beyond the system's greatest.
  writeFileSync(`${target}.partial-99999999-1`, "half a copy");
  const outcomes = await Promise.allSettled([backUp(path, target), backUp(path, target), backUp(path, target)]);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const reasons = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [String(outcome.reason)] : []));
  expect(reasons).toEqual(reasons.map(() => expect.stringContaining("exists already") as unknown));
  expect(checkDatabase(target, false)).toMatchObject({ leads: 5_000, faults: [] });
  expect(readdirSync(dirname(path)).filter((name) => name.includes("partial"))).toEqual([]);
});
