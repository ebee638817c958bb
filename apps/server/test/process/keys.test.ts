/** Keys by command, while a server runs as a process of its own. */
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { seedWhenEmpty } from "../../src/demo/seed.ts";
import { hashKey, openStore } from "../../src/index.ts";
import { temporaryFolder } from "../folder.ts";
import { withWire } from "../http/support/servers.ts";
import { statusOf } from "../keys/support/key-life.ts";
import { databaseOf, madeDatabase, Program, runProgram } from "./program.ts";

const account = ["--account", "acc_123abc456"];

interface Listed {
  readonly id: string;
  readonly account: string;
  readonly name: string;
  readonly expires: string | null;
  readonly lastUsed: string | null;
  readonly state: string;
}

async function listed(folder: string, ...args: string[]): Promise<Listed[]> {
  const { code, stdout } = await runProgram(["keys", "list", "--json", ...args], folder);
  expect(code).toBe(0);
  return JSON.parse(stdout) as Listed[];
}

async function create(folder: string, ...args: string[]): Promise<{ key: string; id: string; stderr: string }> {
  const { code, stdout, stderr } = await runProgram(["keys", "create", ...account, ...args], folder);
  expect({ code, isKey: /^cbkit_[0-9a-f]{40}\n$/.test(stdout) }).toEqual({ code: 0, isKey: true });
  return { key: stdout.trim(), id: /key_[0-9a-f]{16}/.exec(stderr)?.[0] ?? "", stderr };
}

async function start(folder: string, ...args: string[]): Promise<{ program: Program; origin: string }> {
  const program = new Program(["start", "--port", "0", "--log-level", "debug", ...args], folder);
  const origin = await program.printed(/Spec {6}(\S+)\/openapi/);
  await program.printed(/Stop with/);
  return { program, origin };
}

/** Every byte that the folder of a database holds, with a copy of it as a backup has it. */
function bytesOf(folder: string): Buffer {
  const data = join(folder, "data");
  const database = new DatabaseSync(join(data, "reference.db"));
  mkdirSync(join(folder, "backup"));
  database.prepare("VACUUM INTO ?").run(join(folder, "backup/copy.db"));
  const files = [data, join(folder, "backup")].flatMap((each) => readdirSync(each).map((name) => join(each, name)));
  expect(files.some((file) => file.endsWith("-wal"))).toBe(true);
  const bytes = Buffer.concat(files.map((file) => readFileSync(file)));
  database.close();
  return bytes;
}

/** A folder with a database that a command finds. */
async function seededFolder(): Promise<string> {
  const folder = temporaryFolder();
  const store = openStore(databaseOf(folder));
  await seedWhenEmpty(store);
  await store.close();
  return folder;
}

test("a key is made, used, listed and revoked while a server runs, and is nowhere but on standard output", async () => {
  const folder = temporaryFolder();
  const { program, origin } = await start(folder);
  const made = await create(folder, "--name", "CRM", "--expires", "90d");
  expect(made.stderr).toContain(
    `Made ${made.id} of acc_123abc456 (Wheelwright Bicycles) in ${databaseOf(folder)}; it expires at 2`,
  );
  expect(made.stderr).not.toContain(made.key);
  await withWire(origin, async (wire) => {
    expect(await statusOf(wire, made.key)).toBe(200);
    let key = (await listed(folder)).find(({ id }) => id === made.id);
    expect(key).toMatchObject({ account: "acc_123abc456", name: "CRM", state: "active" });
    while (key?.lastUsed === null) key = (await listed(folder)).find(({ id }) => id === made.id);
    const revoked = await runProgram(["keys", "revoke", made.id], folder);
    expect({ ...revoked }).toEqual({
      code: 0,
      stdout: `Revoked ${made.id} of acc_123abc456 in ${databaseOf(folder)}. Servers on this database refuse it from now on.\n`,
      stderr: "",
    });
    // The connection has been open all the time.
    expect(await statusOf(wire, made.key)).toBe(401);
  });
  const again = await runProgram(["keys", "revoke", made.id], folder);
  expect({ code: again.code, stdout: again.stdout }).toEqual({
    code: 0,
    stdout: expect.stringMatching(
      /^key_\w+ of acc_123abc456 in \/.*reference\.db was revoked at 2\S+Z already\.\n$/,
    ) as string,
  });
  const table = await runProgram(["keys", "list"], folder);
  expect(table.stderr).toBe(`Keys in ${databaseOf(folder)}:\n`);
  expect(table.stdout).toMatch(new RegExp(`^${made.id} +acc_123abc456 +CRM .* revoked$`, "m"));
  const bytes = bytesOf(folder);
  program.process.kill("SIGTERM");
  expect(await program.exit()).toBe(0);
  // The scan finds what is there: the hash, and another secret that was written.
  expect(bytes.includes(hashKey(made.key))).toBe(true);
  expect(bytes.includes("CRM")).toBe(true);
  const everything = [bytes.toString("latin1"), program.stdout, program.stderr, table.stdout, again.stdout].join("\n");
  expect(everything).not.toContain(made.key);
  expect(everything).not.toContain(made.key.slice(6));
  expect(program.stderr.match(/"status":401/g)).toHaveLength(1);
}, 120_000);

test("a stop writes the last uses", async () => {
  const folder = temporaryFolder();
  const { program, origin } = await start(folder);
  await withWire(origin, async (wire) => {
    expect(await statusOf(wire, "de300000-0000-4000-8000-000000000001")).toBe(200);
  });
  program.process.kill("SIGTERM");
  expect(await program.exit()).toBe(0);
  const uses = (await listed(folder, ...account)).map(({ lastUsed }) => lastUsed);
  expect(uses).toEqual([expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)]);
  expect(await listed(folder, "--account", "nobody")).toEqual([]);
}, 60_000);

test("the demo keys can be revoked, and a start says so instead of showing them", async () => {
  const folder = temporaryFolder();
  await create(folder);
  const demoKey = (await listed(folder, ...account)).find(({ name }) => name === "demo");
  expect(demoKey).toMatchObject({ state: "active" });
  expect((await runProgram(["keys", "revoke", demoKey?.id ?? ""], folder)).code).toBe(0);
  const { program } = await start(folder, "--rate-limit", "1/h");
  expect(program.stdout).toMatch(/^API key {3}YOUR_KEY \(.*keys create/m);
  expect(program.stdout).toMatch(/^Limit {5}1\/h for each API key$/m);
  expect(program.stdout).not.toContain("de300000");
}, 60_000);

test("an account can be made with its first key", async () => {
  const folder = temporaryFolder();
  const refused = await runProgram(["keys", "create", "--account", "acc_new"], folder);
  expect({ code: refused.code, stdout: refused.stdout, stderr: refused.stderr }).toEqual({
    code: 1,
    stdout: "",
    stderr:
      `${madeDatabase(folder)}There is no account acc_new. ` +
      "There are acc_123abc456 (Wheelwright Bicycles), acc_789xyz012 (Harbour Dental). To make it, add --create-account.\n",
  });
  const { stderr } = await create(folder, "--account", "acc_new", "--create-account");
  expect(stderr).toMatch(
    /^Made the account acc_new\. It has no chatbots yet\.\nMade key_\w+ of acc_new \(acc_new\) in \//,
  );
  expect((await listed(folder, "--account", "acc_new")).map(({ state }) => state)).toEqual(["active"]);
}, 60_000);

test.each([
  [["create"], "required option '--account <id>' not specified"],
  [["create", ...account, "--expires", "2020-01-01"], "It must be a time from now such as 30m"],
  [["create", ...account, "--name", "a\nb"], "none of them a control character"],
  [["create", ...account, "--store", ":memory:"], "A database in memory ends with this command."],
  [["revoke"], "missing required argument 'id'"],
  [["revoke", "key_0000000000000000"], "There is no key key_0000000000000000. `chatbase-server keys list`"],
  [["revoke", `cbkit_${"0".repeat(40)}`], "That is a key, not the id of one."],
])("keys %j exits with 1, says what to do, and makes nothing", async (args, message) => {
  const { code, stdout, stderr } = await runProgram(["keys", ...args], await seededFolder());
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toContain(message);
});

test.each([["list"], ["list", "--json"], ["revoke", "key_0000000000000000"]])(
  "keys %j of a database that is not there makes none and answers nothing",
  async (...args) => {
    const folder = temporaryFolder();
    const { code, stdout, stderr } = await runProgram(["keys", ...args], folder);
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: "",
      stderr: "There is no database ./data/reference.db. Name it with --store PATH.\n",
    });
    expect(readdirSync(folder)).toEqual([]);
  },
);

test.each(["create", "list", "revoke"])("keys %s says in its help what it does", async (name) => {
  const { code, stdout } = await runProgram(["keys", name, "--help"], temporaryFolder());
  expect(code).toBe(0);
  expect(stdout).toContain("--store <path>");
});
