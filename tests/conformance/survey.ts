import { randomUUID } from "node:crypto";
import { type Answer, type Ask, CannotRun } from "./ask.ts";
import { dayOf, type RawLead, sameLeads } from "./leads.ts";

/** Two days in the middle of the sample, the one after the other among the days that have leads. */
export interface Days {
  readonly first: string;
  readonly last: string;
}

/** Refusals to provoke, beside the chatbot's id. */
const badQueries = {
  pageZero: { page: "0", size: "5" },
  pageWord: { page: "first" },
  sizeZero: { size: "0" },
  sizeFraction: { size: "1.5" },
  noSuchDay: { startDate: "2024-02-30" },
  otherDateForm: { startDate: "2024/01/01" },
  reversedDates: { startDate: "2024-01-02", endDate: "2024-01-01" },
  nearMiss: { pageSize: "1" },
} as const;

/** Everything that was asked; the points read it and ask nothing. */
export interface Survey extends Readonly<Record<keyof typeof badQueries, Answer>> {
  readonly chatbotId: string;
  /** No page, no size, no dates. */
  readonly bare: Answer;
  readonly three: Answer;
  readonly pageOne: Answer;
  readonly pageTwo: Answer;
  readonly beyond: Answer;
  readonly unknownParameter: Answer;
  readonly overMaximum: Answer;
  /** The ladder of sizes, largest first, down to the first that is not refused. */
  readonly sizes: readonly { readonly size: number; readonly answer: Answer }[];
  /** Leads of the largest page that came. */
  readonly sample: readonly RawLead[];
  /** The page behind a sample that was shorter than asked. */
  readonly behindSample: Answer | undefined;
  readonly days: Days | undefined;
  readonly range: Answer | undefined;
  readonly fromDay: Answer | undefined;
  readonly toDay: Answer | undefined;
  readonly epoch: Answer;
  readonly noKey: Answer;
  readonly wrongKey: Answer;
  readonly wrongKeyBadQuery: Answer;
  readonly noChatbot: Answer;
  readonly unknownChatbot: Answer;
  /** Whether the first page was the same at the end as at the start. */
  readonly stable: boolean;
}

const ladder = [1000, 500, 200, 100, 50, 20, 10];

async function askSizes(ask: Ask, chatbotId: string): Promise<Survey["sizes"]> {
  const sizes: { size: number; answer: Answer }[] = [];
  for (const size of ladder) {
    const answer = await ask(`size ${size}`, { query: { chatbotId, size: String(size) } });
    sizes.push({ size, answer });
    if (answer.status === 200) break;
  }
  return sizes;
}

/** Neither the newest day, which may still grow, nor the oldest, of which the sample may hold only a part. */
export function chooseDays(sample: readonly RawLead[], most: number): Days | undefined {
  const days = sample.map(dayOf);
  const inside = [...new Set(days.filter((day) => day !== undefined))].toSorted().slice(1, -1);
  const counted = (day: string): number => days.filter((other) => other === day).length;
  for (let index = inside.length - 1; index > 0; index -= 1) {
    const [first = "", last = ""] = inside.slice(index - 1, index + 1);
    if (counted(first) + counted(last) < most) return { first, last };
  }
  return undefined;
}

async function askDays(ask: Ask, chatbotId: string, days: Days | undefined, size: string) {
  if (!days) return { range: undefined, fromDay: undefined, toDay: undefined };
  const { first: startDate, last: endDate } = days;
  return {
    range: await ask("from one day to another", { query: { chatbotId, startDate, endDate, size } }),
    fromDay: await ask("from a day on", { query: { chatbotId, startDate, size } }),
    toDay: await ask("up to a day", { query: { chatbotId, endDate, size } }),
  };
}

async function askPages(ask: Ask, chatbotId: string) {
  return {
    three: await ask("three leads", { query: { chatbotId, size: "3" } }),
    pageOne: await ask("page 1 of five", { query: { chatbotId, page: "1", size: "5" } }),
    pageTwo: await ask("page 2 of five", { query: { chatbotId, page: "2", size: "5" } }),
    beyond: await ask("a page beyond the end", { query: { chatbotId, page: "99999999", size: "10" } }),
    unknownParameter: await ask("an unknown parameter", { query: { chatbotId, conformance: "1" } }),
    overMaximum: await ask("size 1001", { query: { chatbotId, size: "1001" } }),
  };
}

async function askRefusals(ask: Ask, chatbotId: string) {
  const wrongKey = randomUUID();
  const stranger = randomUUID().replaceAll("-", "").slice(0, 21);
  const bad: [string, Answer][] = [];
  for (const [name, query] of Object.entries(badQueries)) {
    bad.push([name, await ask(`to be refused: ${name}`, { query: { chatbotId, ...query } })]);
  }
  return {
    ...(Object.fromEntries(bad) as Record<keyof typeof badQueries, Answer>),
    noKey: await ask("no key", { query: { chatbotId }, key: null }),
    wrongKey: await ask("an invented key", { query: { chatbotId }, key: wrongKey }),
    wrongKeyBadQuery: await ask("an invented key and a bad date", {
      query: { chatbotId, startDate: "2024-02-30" },
      key: wrongKey,
    }),
    noChatbot: await ask("no chatbot"),
    unknownChatbot: await ask("an invented chatbot", { query: { chatbotId: stranger } }),
  };
}

/**
 * Asks a server everything that the points need, one request after the other: GET only.
 *
 * @throws {CannotRun} if the plainest request is not answered with status 200.
 */
export async function survey(ask: Ask, chatbotId: string): Promise<Survey> {
  const bare = await ask("the first page", { query: { chatbotId } });
  if (bare.status !== 200) {
    const hints: Record<number, string> = { 401: " Is the key right?", 404: " Is the chatbot of this key's account?" };
    throw new CannotRun(`The plainest request is answered with ${bare.status}.${hints[bare.status] ?? ""}`);
  }
  const pages = await askPages(ask, chatbotId);
  const sizes = await askSizes(ask, chatbotId);
  const { size = 0, answer: largest } = sizes.at(-1) ?? {};
  const sample = largest?.status === 200 ? largest.leads : bare.leads;
  const short = largest?.status === 200 && sample.length > 0 && sample.length < size;
  const behindSample = short
    ? await ask("the page behind", { query: { chatbotId, page: "2", size: String(sample.length) } })
    : undefined;
  const dateSize = Math.min(Math.max(sample.length, 10), 100);
  const days = chooseDays(sample, dateSize);
  return {
    chatbotId,
    bare,
    ...pages,
    sizes,
    sample,
    behindSample,
    days,
    ...(await askDays(ask, chatbotId, days, String(dateSize))),
    epoch: await ask("a day long ago", { query: { chatbotId, startDate: "1970-01-01", endDate: "1970-01-01" } }),
    ...(await askRefusals(ask, chatbotId)),
    stable: sameLeads((await ask("the first page again", { query: { chatbotId } })).leads, bare.leads),
  };
}
