import type { Lead } from "@chatbase-kit/contract/operations";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { leadRecord } from "../../src/leads/lead-record.ts";
import type { PageQuery, Store } from "../../src/store/store.ts";
import { testKeys } from "./key-suite.ts";
import { holdOrder } from "./order-suite.ts";
import { readLeads } from "./read-leads.ts";

const chatbotId = "bot";
const otherId = "other";
const accountId = "acc";

async function prepare(store: Store): Promise<void> {
  const transaction = await store.begin();
  await transaction.addAccount({ id: "acc", name: "Account" });
  await transaction.addKey({ hash: "f".repeat(64), accountId: "acc" });
  await transaction.addChatbot({ id: chatbotId, accountId: "acc", name: "Bot" });
  await transaction.addChatbot({ id: otherId, accountId: "acc", name: "Other" });
  await transaction.commit();
}

async function add(store: Store, leads: readonly Lead[], chatbot = chatbotId): Promise<string[]> {
  const transaction = await store.begin();
  const outcomes = await transaction.addLeads(chatbot, leads.map(leadRecord));
  await transaction.commit();
  return outcomes;
}

function lead(id: string, created_at: string, name = "A"): Lead {
  return { id, name, created_at };
}

async function idsOf(store: Store, query: Omit<PageQuery, "chatbotId" | "accountId">): Promise<string[]> {
  return (await readLeads(store, { chatbotId, accountId, ...query })).map(({ id }) => id);
}

/** Newest first, ties by id: a plain sort, to hold every store against. */
function sorted(leads: readonly Lead[]): Lead[] {
  const keyed = leads.map((each) => ({ each, ...leadRecord(each) }));
  keyed.sort((a, b) => b.day - a.day || b.microsecond - a.microsecond || (a.id < b.id ? -1 : 1));
  return keyed.map(({ each }) => each);
}

const someLeads = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1, maxLength: 6 }),
    created_at: fc
      .date({ min: new Date("2024-01-01T00:00:00Z"), max: new Date("2024-01-09T00:00:00Z"), noInvalidDate: true })
      .chain((date) => fc.constantFrom(date.toISOString(), `${date.toISOString().slice(0, 11)}12:00:00.000001Z`)),
  }),
  { selector: ({ id }) => id, maxLength: 40 },
);

function testPages(store: () => Store): void {
  test("pages joined are the whole set in order, whatever their size and the days asked for", async () => {
    await fc.assert(
      fc.asyncProperty(
        someLeads,
        fc.nat(3),
        fc.nat(9),
        fc.nat(9),
        fc.integer({ min: 1, max: 45 }),
        async (...drawn) => {
          const [leads, late, from, to, size] = drawn;
          const name = `bot-${Math.random()}`;
          const transaction = await store().begin();
          await transaction.addChatbot({ id: name, accountId: "acc", name });
          await transaction.addLeads(name, leads.slice(late).map(leadRecord));
          await transaction.commit();
          await add(store(), leads.slice(0, late), name);
          const [firstDay, lastDay] = [19_723 + Math.min(from, to), 19_723 + Math.max(from, to)];
          const expected = sorted(leads).filter((each) => {
            const { day } = leadRecord(each);
            return day >= firstDay && day <= lastDay;
          });
          for (let page = 1; page <= expected.length / size + 2; page += 1) {
            const found = await readLeads(store(), { chatbotId: name, accountId, firstDay, lastDay, page, size });
            expect(found).toEqual(expected.slice((page - 1) * size, page * size));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test("the last microsecond of a day belongs to it, the next one does not", async () => {
    await add(store(), [lead("last", "2024-01-01T23:59:59.999999Z"), lead("next", "2024-01-02T00:00:00Z")]);
    expect(await idsOf(store(), { firstDay: 19_723, lastDay: 19_723, page: 1, size: 10 })).toEqual(["last"]);
    expect(await idsOf(store(), { firstDay: 19_724, lastDay: 19_724, page: 1, size: 10 })).toEqual(["next"]);
  });

  test("a page beyond the end is empty, however far", async () => {
    await add(store(), [lead("a", "2024-01-01T00:00:00Z")]);
    expect(await idsOf(store(), { page: 2, size: 1 })).toEqual([]);
    expect(await idsOf(store(), { page: 999_999_999, size: 1_000 })).toEqual([]);
  });

  test("another account's chatbot is read like one that does not exist", async () => {
    const query = { page: 1, size: 10 };
    expect(await store().readPage({ chatbotId, accountId: "other", ...query })).toBeUndefined();
    expect(await store().readPage({ chatbotId: "nobody", accountId, ...query })).toBeUndefined();
  });

  test("a page has the leads of its chatbot only", async () => {
    await add(store(), [lead("a", "2024-01-01T00:00:00Z")]);
    await add(store(), [lead("b", "2024-01-02T00:00:00Z")], otherId);
    expect(await idsOf(store(), { page: 1, size: 10 })).toEqual(["a"]);
  });
}

function testTransactions(store: () => Store): void {
  test("the same lead is known the second time, another one under its id is a conflict and changes nothing", async () => {
    const first = lead("a", "2024-01-01T00:00:00Z");
    expect(await add(store(), [first])).toEqual(["added"]);
    const outcomes = await add(store(), [first, { ...first, name: "B" }, lead("a", "2024-05-05T00:00:00Z")]);
    expect(outcomes).toEqual(["known", "conflict", "conflict"]);
    expect(await idsOf(store(), { page: 1, size: 10 })).toEqual(["a"]);
    expect((await store().listChatbots())[0]).toMatchObject({ id: chatbotId, leads: 1 });
  });

  test("writers of one process take turns, and readers read every page meanwhile", async () => {
    const first = await store().begin();
    await first.addLeads(chatbotId, [leadRecord(lead("a", "2024-01-01T00:00:00Z"))]);
    const second = store().begin();
    await expect(readLeads(store(), { chatbotId: otherId, accountId, page: 2, size: 1 })).resolves.toEqual([]);
    await first.commit();
    const late = await second;
    expect(await late.addLeads(chatbotId, [leadRecord(lead("a", "2024-01-01T00:00:00Z"))])).toEqual(["known"]);
    await late.commit();
  });

  test("two chatbots may use the same id", async () => {
    expect(await add(store(), [lead("a", "2024-01-01T00:00:00Z")])).toEqual(["added"]);
    expect(await add(store(), [lead("a", "2024-01-01T00:00:00Z")], otherId)).toEqual(["added"]);
  });

  test("after a rollback there is nothing", async () => {
    const transaction = await store().begin();
    await transaction.addLeads(chatbotId, [leadRecord(lead("a", "2024-01-01T00:00:00Z"))]);
    await transaction.rollback();
    expect(await idsOf(store(), { page: 1, size: 10 })).toEqual([]);
    expect((await store().listChatbots())[0]).toMatchObject({ leads: 0 });
  });

  test("a deleted lead is gone, and its id is free", async () => {
    await add(store(), [lead("a", "2024-01-01T00:00:00Z"), lead("b", "2024-01-02T00:00:00Z")]);
    const transaction = await store().begin();
    expect(await transaction.deleteLeads(chatbotId, ["a", "nobody"])).toBe(1);
    expect(await transaction.deleteLeads(otherId, ["b"])).toBe(0);
    await transaction.commit();
    expect(await idsOf(store(), { page: 1, size: 10 })).toEqual(["b"]);
    expect(await add(store(), [lead("a", "2024-05-05T00:00:00Z")])).toEqual(["added"]);
  });

  test("leads of a chatbot that does not exist are refused", async () => {
    const transaction = await store().begin();
    await expect(transaction.addLeads("nobody", [])).rejects.toThrow("There is no chatbot nobody.");
    await transaction.rollback();
  });
}

/** What every store must do. `open` makes an empty one; `histories` is how many are tried in the test of the order. */
export function storeSuite(name: string, open: () => Promise<Store>, histories = 40): void {
  describe(`store: ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
      await prepare(store);
    });
    afterEach(() => store.close());

    testPages(() => store);
    test("every page is that of a plain sort, whatever comes late or goes", async () => {
      await expect(holdOrder(store, [store], histories)).resolves.toBeUndefined();
    }, 60_000);
    testTransactions(() => store);
    testKeys(() => store);

    test("finds the account of a key and the owner of a chatbot", async () => {
      expect(await store.findAccountId("f".repeat(64))).toBe("acc");
      expect(await store.findAccountId("e".repeat(64))).toBeUndefined();
      expect(await store.findChatbot(chatbotId)).toEqual({ id: chatbotId, accountId: "acc", name: "Bot" });
      expect(await store.findChatbot("BOT")).toBeUndefined();
    });

    test("is empty only before the first account", async () => {
      const transaction = await store.begin();
      expect(await transaction.isEmpty()).toBe(false);
      await transaction.rollback();
    });
  });
}
