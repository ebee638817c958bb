/**
 * Measures what a page costs at any depth: `node apps/server/test/postgres/measure-depth.ts [leads] [in-order|shuffled]`. The time
 * is that of the store, from the call to the bytes of the page; medians, with what is asked taken in turns.
 */
import { Connections } from "../../src/store/postgres/connections.ts";
import { dayOf, leadRecord } from "../../src/leads/lead-record.ts";
import { openPostgres } from "../../src/store/postgres/open-postgres.ts";
import type { PageQuery, Store } from "../../src/store/store.ts";
import { newPostgres } from "./own-postgres.ts";

const total = Number(process.argv[2] ?? 1_000_000);
const shuffled = process.argv[3] === "shuffled";
const rounds = 300;
const owner = { chatbotId: "bot", accountId: "acc" };
/** Two leads a minute: half a million minutes are a year. */
const begin = Date.UTC(2023, 0, 1);

/** The lead at a place in the order of time. */
function leadAt(place: number) {
  return leadRecord({
    id: `lead_${String((place * 7_919) % total).padStart(9, "0")}`,
    name: `Ada Lovelace ${place}`,
    email: `ada.${place}@example.com`,
    phone: "+44 20 7946 0000",
    created_at: new Date(begin + place * 30_000).toISOString(),
  });
}

/** Whole numbers below `total`, each once, in no order: the step has no factor in common with a power of ten. */
const placeOf = (index: number): number => (shuffled ? (index * 618_033) % total : index);

async function fill(store: Store): Promise<void> {
  const transaction = await store.begin();
  await transaction.addAccount({ id: owner.accountId, name: "Account" });
  await transaction.addChatbot({ id: owner.chatbotId, accountId: owner.accountId, name: "Bot" });
  for (let from = 0; from < total; from += 1_000) {
    const count = Math.min(1_000, total - from);
    const leads = Array.from({ length: count }, (_, index) => leadAt(placeOf(from + index)));
    await transaction.addLeads(owner.chatbotId, leads);
    if (from % 100_000 === 0) process.stderr.write(`${from} of ${total} leads\n`);
  }
  await transaction.commit();
}

const last = total / 10;
const range = { firstDay: dayOf("2023-01-02"), lastDay: dayOf("2023-01-01") + Math.floor(total / 2_880) - 1 };
const anywhere = (): PageQuery => ({ ...owner, page: 2 + Math.floor(Math.random() * (last - 2)), size: 10 });
const questions: Readonly<Record<string, () => PageQuery>> = {
  "page 1": () => ({ ...owner, page: 1, size: 10 }),
  "page 2": () => ({ ...owner, page: 2, size: 10 }),
  "page 1,000": () => ({ ...owner, page: 1_000, size: 10 }),
  [`the middle, page ${last / 2}`]: () => ({ ...owner, page: last / 2, size: 10 }),
  [`the end, page ${last}`]: () => ({ ...owner, page: last, size: 10 }),
  "page=999999999": () => ({ ...owner, page: 999_999_999, size: 10 }),
  "a page anywhere, another each time": anywhere,
  "a range of dates, page 1,000": () => ({ ...owner, ...range, page: 1_000, size: 10 }),
  [`a range of dates, page ${Math.floor(last * 0.9)}`]: () => ({
    ...owner,
    ...range,
    page: Math.floor(last * 0.9),
    size: 10,
  }),
  "size 1,000, page 1": () => ({ ...owner, page: 1, size: 1_000 }),
  [`size 1,000, page ${total / 1_000}`]: () => ({ ...owner, page: total / 1_000, size: 1_000 }),
};

async function measure(store: Store): Promise<void> {
  const names = Object.keys(questions);
  const times = new Map(names.map((name) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round += 1) {
    // In another order each time: what comes after a large page waits for its garbage.
    for (const name of names.toSorted(() => Math.random() - 0.5)) {
      const query = questions[name]?.() as PageQuery;
      const start = performance.now();
      await store.readPage(query);
      times.get(name)?.push(performance.now() - start);
    }
  }
  const median = (name: string): number => times.get(name)?.toSorted((a, b) => a - b)[rounds / 2] ?? Number.NaN;
  for (const name of names) {
    const first = median(name.startsWith("size") ? "size 1,000, page 1" : "page 1");
    process.stdout.write(`| ${name} | ${median(name).toFixed(2)} | ${(median(name) / first).toFixed(2)} |\n`);
  }
}

const postgres = await newPostgres(process.env["CHATBASE_TEST_POSTGRES"], []);
try {
  await postgres.initialise();
  await postgres.start();
  const connections = new Connections(postgres.url);
  const store = await openPostgres(postgres.url);
  const start = performance.now();
  await fill(store);
  process.stdout.write(
    `${total} leads ${shuffled ? "in no order" : "in order"}: ${Math.round((performance.now() - start) / 1_000)} s\n`,
  );
  await measure(store);
  const size = { name: "", text: "SELECT pg_total_relation_size('leads') / $1::int, version()" };
  process.stdout.write(`${(await connections.read(size, [total])).flat().join(" bytes a lead, ")}\n`);
  await connections.close();
  await store.close();
} finally {
  await postgres.remove();
}
