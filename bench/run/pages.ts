import { measureLoad } from "../run/load.ts";
import { type Contender, interleave } from "../run/rounds.ts";
import { emptyChatbot, pageTarget, referenceServer, startServer } from "../run/server.ts";
import type { Bench, Table } from "../run/table.ts";

/** Days that hold nearly all leads, so that the deepest page exists with a range too. */
const range = { startDate: "2023-11-03", endDate: "2026-10-30" };

/** Pages of ten leads to look at; other sizes look at the same leads. */
function depths(leads: number): number[] {
  return [1, 1_000, 100_000, leads / 10 - 1, 999_999_999].filter((page) => page < leads / 10 || page === 999_999_999);
}

async function middle(port: number, query: Record<string, string | number>, seconds: number): Promise<number> {
  const target = pageTarget({ chatbotId: emptyChatbot, ...query });
  return (await measureLoad({ port, target, connections: 1, seconds })).p50;
}

function contender(port: number, page: number, seconds: number): Contender {
  const at = (size: number) => ({ size, page: Math.max(1, Math.floor((page * 10) / size)) });
  return {
    name: `page ${page.toLocaleString("en")}`,
    setting:
      page === 999_999_999 ? "beyond the end: an empty list" : `from lead ${(page * 10 - 9).toLocaleString("en")}`,
    measure: async () => ({
      ten: await middle(port, at(10), seconds),
      range: await middle(port, { ...at(10), ...range }, seconds),
      hundred: await middle(port, at(100), seconds),
      thousand: await middle(port, at(1_000), seconds),
    }),
  };
}

/** A filled database. */
export interface Filled {
  /** File or URL. */
  readonly store: string;
  /** Leads of the chatbot that is asked for. */
  readonly leads: number;
  /** Leads of all chatbots. */
  readonly total: number;
}

/** Asks a server on the database for pages at every depth. */
export async function measurePages(
  bench: Bench,
  { store, leads, total }: Filled,
  { id, title }: Pick<Table, "id" | "title">,
): Promise<Table> {
  const server = await startServer(referenceServer(store), pageTarget({ chatbotId: emptyChatbot }));
  try {
    const contenders = depths(leads).map((page) => contender(server.port, page, bench.quick ? 0.1 : 0.5));
    for (const each of contenders) await each.measure();
    return {
      id,
      title: `${title} of ${leads.toLocaleString("en")} leads`,
      how: `One chatbot holds ${leads.toLocaleString("en")} of ${total.toLocaleString("en")} leads. One connection, one request after the other; the median time of a whole request. Larger pages begin at the same lead.`,
      metrics: [
        { key: "ten", title: "size 10, ms", digits: 3, compare: true },
        { key: "range", title: "size 10 with dates, ms", digits: 3, compare: true },
        { key: "hundred", title: "size 100, ms", digits: 3, compare: true },
        { key: "thousand", title: "size 1,000, ms", digits: 3, compare: true },
      ],
      baseline: "page 1",
      rows: await interleave(contenders, bench.rounds, bench.say),
    };
  } finally {
    await server.stop();
  }
}
