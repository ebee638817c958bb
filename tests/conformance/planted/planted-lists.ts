import { isObject, type RawLead } from "../leads.ts";
import type { Planted, Say } from "./planted.ts";

/** Changes the leads of every list. */
const leads =
  (change: (list: RawLead[], query: URLSearchParams) => unknown[]): Say =>
  (answer, query) => {
    if (answer.status !== 200) return;
    const { collectedCustomers } = answer.body as { collectedCustomers: RawLead[] };
    answer.body = { collectedCustomers: change(collectedCustomers, query) };
  };

const each = (change: (lead: RawLead) => RawLead): Say => leads((list) => list.map(change));

const without =
  (field: string) =>
  (lead: RawLead): RawLead =>
    Object.fromEntries(Object.entries(lead).filter(([name]) => name !== field));

/** Lists that are not what the spec says, one difference at a time. */
export const plantedLists: readonly Planted[] = [
  {
    title: "pages counted from 0",
    points: ["page-base", "page-zero"],
    found: /^pages are counted from 0$/,
    ask: (query) => {
      const page = query.get("page");
      if (page !== null && /^\d+$/.test(page)) query.set("page", String(Number(page) + 1));
    },
  },
  {
    title: "size cut to 100 in silence",
    points: ["size-maximum"],
    found: /^size 1000 is cut to 100 leads in silence$/,
    imitate: "--faults clamp=100",
    ask: (query) => {
      if (Number(query.get("size")) > 100) query.set("size", "100");
    },
  },
  {
    title: "size cut to 1000 in silence",
    points: ["size-maximum"],
    found: /^size 1001 is accepted, and cut to 1000 leads$/,
    ask: (query) => {
      if (Number(query.get("size")) > 1000) query.set("size", "1000");
    },
  },
  {
    title: "size ignored",
    points: ["size"],
    found: /^more than 3 leads for size 3$/,
    ask: (query) => {
      if (/^[1-9]\d*$/.test(query.get("size") ?? "")) query.delete("size");
    },
  },
  {
    title: "twenty leads without a size",
    points: ["default-size"],
    found: /^20 leads$/,
    ask: (query) => {
      if (!query.has("size")) query.set("size", "20");
    },
  },
  {
    title: "oldest first",
    points: ["order", "order-of-ties"],
    found: /^oldest first$/,
    // The same page from the other end; all sizes of a pass divide the 3,000 leads of the demo chatbot.
    ask: (query) => {
      if (query.has("startDate") || query.has("endDate")) return;
      const page = 3_000 / Number(query.get("size") ?? 10) - Number(query.get("page") ?? 1) + 1;
      if (page >= 1 && Number.isInteger(page) && query.get("page") !== "0") query.set("page", String(page));
    },
    say: leads((list) => list.toReversed()),
  },
  {
    title: "a lead out of order",
    points: ["order"],
    found: /neighbours are not newest first$/,
    say: leads((list) => (list.length > 500 ? list.with(3, list[300] ?? {}).with(300, list[3] ?? {}) : list)),
  },
  {
    title: "null for what was not given",
    points: ["null-fields"],
    found: /^null: email, name, phone$/,
    say: each((lead) => ({ name: null, email: null, phone: null, ...lead })),
  },
  {
    title: "an extra field",
    points: ["known-fields"],
    found: /^more: source$/,
    say: each((lead) => ({ ...lead, source: "widget" })),
  },
  {
    title: "no id",
    points: ["required-fields"],
    found: /^id missing; of 1000 leads: id 0, /,
    say: each(without("id")),
  },
  {
    title: "no created_at",
    points: ["required-fields"],
    found: /^created_at missing; /,
    say: each(without("created_at")),
  },
  {
    title: "a numeric id",
    points: ["field-forms"],
    found: /^id is number instead of string$/,
    say: each((lead) => ({ ...lead, id: Number.parseInt(String(lead["id"]).slice(5), 36) })),
  },
  {
    title: "dates in another form",
    points: ["field-forms"],
    found: /^created_at is no RFC 3339 date-time$/,
    say: each((lead) => ({ ...lead, created_at: String(lead["created_at"]).replace("T", " ") })),
  },
  {
    title: "end date exclusive",
    points: ["end-date"],
    found: /^exclusive: (\d+) of \1 leads of the last day are missing$/,
    say: leads((list, query) =>
      list.filter((lead) => !String(lead["created_at"]).startsWith(query.get("endDate") ?? "-")),
    ),
  },
  {
    title: "start date exclusive",
    points: ["start-date"],
    found: /^exclusive: (\d+) of \1 leads of the first day are missing$/,
    say: leads((list, query) =>
      list.filter((lead) => !String(lead["created_at"]).startsWith(query.get("startDate") ?? "-")),
    ),
  },
  {
    title: "dates ignored",
    points: ["days-without-leads", "date-filter"],
    found: /^10 leads$/,
    ask: (query) => {
      const dates = [query.get("startDate"), query.get("endDate")].filter((date) => date !== null);
      if (dates.includes("2024-02-30") || dates.includes("2024/01/01") || dates[0] === "2024-01-02") return;
      query.delete("startDate");
      query.delete("endDate");
    },
  },
  {
    title: "a total beside the list",
    points: ["envelope-fields"],
    found: /^1 more fields beside the list$/,
    say: (answer) => {
      if (answer.status === 200 && isObject(answer.body)) answer.body = { ...answer.body, total: 3000 };
    },
  },
];
