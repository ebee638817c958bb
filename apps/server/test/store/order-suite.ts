import type { Lead } from "@chatbase-kit/contract/operations";
import * as fc from "fast-check";
import { expect } from "vitest";
import { leadRecord } from "../../src/leads/lead-record.ts";
import type { Store, StoreTransaction } from "../../src/store/store.ts";
import { readLeads } from "./read-leads.ts";

const firstDay = 19_723;
const instants = fc.tuple(fc.nat(6), fc.constantFrom("00:00:00", "12:00:00", "12:00:00.000001", "23:59:59.999999"));
const createdAt = instants.map(([day, time]) => `2024-01-0${day + 1}T${time}Z`);
/** Few ids, so that leads come back; beyond U+FFFF, where UTF-16 sorts otherwise than UTF-8; a prefix of another. */
const id = fc.oneof(
  fc.nat(400).map((number) => `lead_${number}`),
  fc.constantFrom("a", "a\u0000", "aa", "é", "\u{1f600}", "\uff5e"),
);
const lead: fc.Arbitrary<Lead> = fc.record({ id, created_at: createdAt });

/** A commit: leads that come, and then leads that go. Some chatbots only ever get newer or older leads. */
interface Commit {
  readonly add: readonly Lead[];
  readonly remove: readonly string[] | "all";
  /** Leads that come in the same commit after the others have gone. */
  readonly again: readonly Lead[];
  readonly kept: boolean;
}
const commit: fc.Arbitrary<Commit> = fc.record({
  add: fc.oneof(
    fc.array(lead, { maxLength: 60 }),
    fc.tuple(fc.nat(9), fc.boolean()).map(([from, falling]) =>
      Array.from({ length: 40 }, (_, index): Lead => {
        const second = from * 40 + (falling ? 40 - index : index);
        return { id: `run_${second}`, created_at: new Date(1_704_240_000_000 + second * 1000).toISOString() };
      }),
    ),
  ),
  remove: fc.oneof(fc.array(id, { maxLength: 60 }), fc.constant("all" as const), fc.constant([] as string[])),
  again: fc.array(lead, { maxLength: 30 }),
  kept: fc.boolean(),
});
interface Question {
  readonly days: readonly [number, number] | undefined;
  readonly size: number;
}
const question: fc.Arbitrary<Question> = fc.record({
  days: fc.option(fc.tuple(fc.nat(8), fc.nat(8)), { nil: undefined }),
  size: fc.constantFrom(1, 2, 3, 7, 10, 25, 1_000),
});

/** Newest first, ties by the bytes of the id: a plain sort, to hold every store against. */
function sorted(leads: Iterable<Lead>): Lead[] {
  const keyed = [...leads].map((each) => ({ each, bytes: Buffer.from(each.id), ...leadRecord(each) }));
  keyed.sort((a, b) => b.day - a.day || b.microsecond - a.microsecond || Buffer.compare(a.bytes, b.bytes));
  return keyed.map(({ each }) => each);
}

/** Adds leads to the store and to a plain map. */
async function addTo(
  transaction: StoreTransaction,
  chatbotId: string,
  model: Map<string, Lead>,
  leads: readonly Lead[],
) {
  const outcomes = await transaction.addLeads(chatbotId, leads.map(leadRecord));
  const expected = leads.map((each) => {
    const there = model.get(each.id);
    if (!there) model.set(each.id, each);
    const taken = there?.created_at === each.created_at ? "known" : "conflict";
    return there ? taken : "added";
  });
  expect(outcomes).toEqual(expected);
}

/** Applies a commit to the store and to a plain map. */
async function apply(store: Store, chatbotId: string, model: Map<string, Lead>, change: Commit) {
  const next = new Map(model);
  const transaction = await store.begin();
  await addTo(transaction, chatbotId, next, change.add);
  const gone = new Set(change.remove === "all" ? next.keys() : change.remove);
  const deleted = await transaction.deleteLeads(chatbotId, [...gone, ...gone]);
  expect(deleted).toBe([...gone].filter((each) => next.delete(each)).length);
  await addTo(transaction, chatbotId, next, change.again);
  if (change.kept) await transaction.commit();
  else await transaction.rollback();
  return change.kept ? next : model;
}

/** Compares every page with a plain sort, and one page far beyond the end. */
async function comparePages(store: Store, chatbotId: string, model: Map<string, Lead>, asked: Question) {
  const query = {
    chatbotId,
    accountId: "acc",
    size: asked.size,
    firstDay: asked.days && firstDay + Math.min(...asked.days),
    lastDay: asked.days && firstDay + Math.max(...asked.days),
  };
  const inRange = sorted(model.values()).filter((each) => {
    const { day } = leadRecord(each);
    return day >= (query.firstDay ?? 0) && day <= (query.lastDay ?? 1e6);
  });
  const pages = Math.ceil(inRange.length / asked.size) + 1;
  for (const page of [...Array(pages).keys()].map((index) => index + 1)) {
    const expected = inRange.slice((page - 1) * asked.size, page * asked.size);
    expect(await readLeads(store, { ...query, page })).toEqual(expected);
  }
  expect(await readLeads(store, { ...query, page: 999_999_999 })).toEqual([]);
}

/**
 * Whatever comes, late or twice or at the same instant, and whatever goes: every page is the one that a plain sort gives.
 *
 * @param readers stores that have read before the change as well as after it.
 * @param runs how many histories are tried.
 */
export async function holdOrder(writer: Store, readers: readonly Store[], runs = 40): Promise<void> {
  let count = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(commit, question), { minLength: 1, maxLength: 6 }), async (steps) => {
      count += 1;
      const chatbotId = `order-${count}`;
      const transaction = await writer.begin();
      await transaction.addChatbot({ id: chatbotId, accountId: "acc", name: chatbotId });
      await transaction.commit();
      let model = new Map<string, Lead>();
      for (const [change, asked] of steps) {
        model = await apply(writer, chatbotId, model, change);
        for (const reader of readers) await comparePages(reader, chatbotId, model, asked);
      }
      const chatbots = await writer.listChatbots();
      expect(chatbots.find((chatbot) => chatbot.id === chatbotId)?.leads).toBe(model.size);
    }),
    { numRuns: runs },
  );
}
