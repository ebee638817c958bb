import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seedWhenEmpty } from "../../src/demo/seed.ts";
import { importLeads } from "../../src/import/import-leads.ts";
import { openStore } from "../../src/store/open-store.ts";
import type { Store } from "../../src/store/store.ts";
import { temporaryFolder } from "../folder.ts";
import { readLeads } from "../store/read-leads.ts";

const chatbotId = "imports-go-here-00001";
const firstPage = { chatbotId, accountId: "acc_123abc456", page: 1, size: 1_000 };
const owner = { chatbot_id: chatbotId, account_id: "acc_123abc456" };

async function emptyStore(): Promise<Store> {
  const store = openStore(":memory:");
  await seedWhenEmpty(store);
  return store;
}

async function run(
  content: string | Uint8Array,
  options: { name?: string; skipInvalid?: boolean; store?: Store } = {},
) {
  const store = options.store ?? (await emptyStore());
  const file = join(temporaryFolder(), options.name ?? "leads.csv");
  writeFileSync(file, content);
  const rejected: string[] = [];
  const result = await importLeads({
    store,
    chatbotId,
    file,
    skipInvalid: options.skipInvalid ?? false,
    onRejected: (line, reason) => rejected.push(`${line}: ${reason}`),
  });
  return { result, rejected, store, file, leads: await readLeads(store, firstPage) };
}

describe("CSV", () => {
  test("quotes, doubled quotes, line breaks in a field, CRLF, blank lines, a byte order mark and other columns orders", async () => {
    const { leads, result } = await run(
      '\ufeffcreated_at,name,id\r\n2024-01-02T00:00:00Z,"Doe, ""Jo""",a\r\n\r\n2024-01-01T00:00:00Z,"two\r\nlines",b\r\n',
    );
    expect(result).toMatchObject({ rows: 2, added: 2, rejected: 0 });
    expect(leads).toEqual([
      { id: "a", name: 'Doe, "Jo"', created_at: "2024-01-02T00:00:00Z", ...owner },
      { id: "b", name: "two\r\nlines", created_at: "2024-01-01T00:00:00Z", ...owner },
    ]);
  });

  test("an empty cell is a missing value", async () => {
    const { leads } = await run("id,name,email,phone,created_at\na,,,,2024-01-01T00:00:00Z\n");
    expect(leads).toEqual([{ id: "a", created_at: "2024-01-01T00:00:00Z", ...owner }]);
  });

  test("bad rows are named by the line on which they start, and why; by default nothing is imported", async () => {
    const { rejected, leads, result } = await run(
      'id,name,email,created_at\na,"x\ny",,2024-01-01T00:00:00Z\nb,,bob@,2024-01-01T00:00:00Z\nc,,,yesterday\nd,,\ne,,,2024-01-01T00:00:00Z\n',
    );
    expect(rejected).toEqual([
      "4: email must be an e-mail address such as john@example.com",
      "5: created_at must be an RFC 3339 date-time such as 2024-01-01T12:00:00Z",
      "6: it has 3 cells, the header has 4",
    ]);
    expect(result).toEqual({ rows: 5, added: 0, known: 0, rejected: 3, rejectedFile: undefined });
    expect(leads).toEqual([]);
  });

  test("--skip-invalid imports the rest; the bad rows stand byte for byte in a file that can be mended and imported", async () => {
    const bad = Buffer.concat([
      Buffer.from('b,"J. ""B"" é",bob@,2024-01-01T00:00:00Z\n'),
      Buffer.from([0x63, 0x2c, 0xff]),
      Buffer.from(",,x\n"),
    ]);
    const content = Buffer.concat([Buffer.from("id,name,email,created_at\na,,,2024-01-01T00:00:00Z\n"), bad]);
    const { leads, result, file, store } = await run(content, { skipInvalid: true });
    expect(leads.map(({ id }) => id)).toEqual(["a"]);
    expect(result.rejectedFile).toBe(file.replace(".csv", ".rejected.csv"));
    const written = readFileSync(result.rejectedFile ?? "");
    expect(written).toEqual(Buffer.concat([Buffer.from("id,name,email,created_at\n"), bad]));
    expect(statSync(result.rejectedFile ?? "").mode & 0o777).toBe(0o600);
    const mended = written
      .toString("latin1")
      .replace("bob@", "bob@example.com")
      .replace("\u00ff", "")
      .replace("x\n", "2024-01-01T00:00:00Z\n");
    const again = await run(Buffer.from(mended, "latin1"), { store });
    expect(again.result).toMatchObject({ added: 2, rejected: 0 });
  });

  test.each([
    ["nothing", "", "is empty"],
    ["an unknown column", "id,Created,name\n", "Column 2 of the header is no field of a lead"],
    ["a near-miss", "id,createdAt\n", "Did you mean created_at?"],
    ["no header", "a,Jane,j@example.com\n", "Is the header row missing?"],
    ["a column twice", "id,id,created_at\n", "stands in the header twice"],
    ["a stray quote", 'id,created_at\na"b,2024-01-01T00:00:00Z\n', "Line 2: the quotes"],
    ["an open quote", 'id,created_at\n"a,2024-01-01T00:00:00Z\n', "the quotes"],
    ["an endless record", `id,created_at\n"a${"x".repeat(1_100_000)}`, "longer than 1 MiB"],
    ["semicolons", "id;created_at\na;2024-01-01T00:00:00Z\n", "separated by semicolons or tabs"],
    ["a header that is not UTF-8", Buffer.from("id,Stra\u00dfe\n", "latin1"), "Line 1: it is not UTF-8"],
    ["a JSON array", "[{}]", "JSON array"],
    ["UTF-16", Buffer.from("\ufeffid,created_at\n", "utf16le"), "UTF-16"],
  ])("%s is refused with what to do, and leaves nothing", async (_, content, message) => {
    const store = await emptyStore();
    await expect(run(content, { store, skipInvalid: true })).rejects.toThrow(message);
    expect(await readLeads(store, firstPage)).toEqual([]);
  });
});

describe("NDJSON", () => {
  test("is told by its content; null is a missing value; U+2028 is no line break", async () => {
    const { leads } = await run('{"id":"a","name":"é\u2028大","phone":null,"created_at":"2024-01-01T00:00:00Z"}\n\n', {
      name: "x.txt",
    });
    expect(leads).toEqual([{ id: "a", name: "é\u2028大", created_at: "2024-01-01T00:00:00Z", ...owner }]);
  });

  test("bad rows", async () => {
    const rows = [
      '{"id":"a"}',
      "nope",
      "[1]",
      '{"x":1}',
      '{"id":7,"created_at":"2024-01-01T00:00:00Z"}',
      '{"id":"","created_at":"2024-01-01T00:00:00Z"}',
      String.raw`{"id":"a\ud800","created_at":"2024-01-01T00:00:00Z"}`,
    ];
    const { rejected } = await run(`{"chatbot_id":"another"}\n${rows.join("\n")}`);
    expect(rejected, "When the spec has a new field of a lead, it belongs into the line that names them here").toEqual([
      "1: chatbot_id is not that of the chatbot given by --chatbot",
      "2: created_at is required",
      "3: it is not JSON",
      "4: it is not a JSON object",
      "5: it has a field that a lead does not have (id, name, email, phone, created_at, chatbot_id, account_id)",
      "6: id has the wrong type",
      "7: id is empty; leave it out to have one made",
      "8: it has half a character: a surrogate without the other one",
    ]);
  });
});

describe("any file", () => {
  test("twice imports nothing twice, with ids and without", async () => {
    const content =
      "name,created_at\nJane,2024-01-01T00:00:00Z\nJohn,2024-01-01T00:00:00Z\nJane,2024-01-01T00:00:00Z\n";
    const { store, result } = await run(content);
    expect(result).toMatchObject({ rows: 3, added: 2, known: 1 });
    const again = await run(content, { store });
    expect(again.result).toMatchObject({ added: 0, known: 3 });
    expect(again.leads).toHaveLength(2);
  });

  test("an id that another lead has is a bad row", async () => {
    const { rejected, leads } = await run("id,name,created_at\na,J,2024-01-01T00:00:00Z\na,K,2024-01-01T00:00:00Z\n", {
      skipInvalid: true,
    });
    expect(rejected).toEqual(["3: its id is that of another lead with other content; give it an id of its own"]);
    expect(leads.map(({ name }) => name)).toEqual(["J"]);
  });

  test("rejected rows of an earlier run are not overwritten", async () => {
    const store = await emptyStore();
    const file = join(temporaryFolder(), "leads.csv");
    writeFileSync(file, "id,created_at\na,b\n");
    const options = { store, chatbotId, file, skipInvalid: true };
    await importLeads(options);
    await expect(importLeads(options)).rejects.toThrow("left from an earlier import");
    expect(existsSync(file.replace(".csv", ".rejected.csv"))).toBe(true);
  });

  test("an unknown chatbot is refused with the ones there are", async () => {
    const store = await emptyStore();
    await expect(importLeads({ store, chatbotId: "x", file: "none" })).rejects.toThrow(/no chatbot x[^]*ckl123abc456/);
  });

  test("what goes in comes out, as CSV and as NDJSON", async () => {
    const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
    const lead = fc.record(
      {
        id: fc.uuid(),
        name: text,
        phone: text,
        created_at: fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }).map((d) => d.toISOString()),
      },
      { requiredKeys: ["id", "created_at"] },
    );
    const quote = (value: string | undefined): string =>
      value === undefined ? "" : `"${value.replaceAll('"', '""')}"`;
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(lead, { selector: ({ id }) => id, minLength: 1, maxLength: 20 }),
        fc.boolean(),
        async (leads, csv) => {
          const content = csv
            ? `id,name,phone,created_at\n${leads.map((l) => [l.id, l.name, l.phone, l.created_at].map(quote).join(",")).join("\r\n")}`
            : leads.map((l) => JSON.stringify(l)).join("\n");
          const { leads: out } = await run(content);
          const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);
          expect(out.toSorted(byId)).toEqual(leads.map((l) => ({ ...l, ...owner })).toSorted(byId));
        },
      ),
      { numRuns: 20 },
    );
  }, 60_000);
});
