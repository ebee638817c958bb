import { isObject } from "../leads.ts";
import type { Passing, Planted, Say } from "./planted.ts";

const isWrongKey = ({ body }: Passing): boolean => isObject(body) && body["message"] === "Invalid API key.";

const emptyPage = { collectedCustomers: [] };

const body =
  (status: number, change: (body: Readonly<Record<string, unknown>>) => unknown): Say =>
  (answer) => {
    if (answer.status === status && isObject(answer.body)) answer.body = change(answer.body);
  };

/** Differences at points that the other two lists leave out, and those that only a careless report would show. */
export const plantedRest: readonly Planted[] = [
  {
    title: "another chatbot's leads",
    points: ["own-leads"],
    found: /^1000 leads name another chatbot$/,
    say: body(200, ({ collectedCustomers: list }) => ({
      collectedCustomers: (list as object[]).map((lead) => ({ ...lead, chatbot_id: "bot-of-somebody" })),
    })),
  },
  {
    title: "the last lead of a page again on the next",
    points: ["pages-join"],
    found: /^pages repeat or lose leads$/,
    say: (answer, query) => {
      const { collectedCustomers: list = [] } = answer.body as { collectedCustomers?: unknown[] };
      if (query.get("page") === "2") answer.body = { collectedCustomers: [list[0], ...list.slice(0, -1)] };
    },
  },
  {
    title: "404 beyond the end",
    points: ["beyond-the-end"],
    found: /^404 instead of 200$/,
    say: (answer, query) => {
      if (query.get("page") === "99999999") answer.status = 404;
    },
  },
  {
    title: "a lead twice on a page",
    points: ["no-repeats"],
    found: /^1 leads come twice$/,
    say: body(200, ({ collectedCustomers }) => {
      const list = collectedCustomers as unknown[];
      return { collectedCustomers: list.length > 500 ? list.with(501, list[500]) : list };
    }),
  },
  {
    title: "unknown parameters refused",
    points: ["unknown-parameter"],
    found: /^400 instead of 200$/,
    say: (answer, query) => {
      if (query.has("conformance")) answer.status = 400;
    },
  },
  {
    title: "leads for everybody",
    points: ["no-key"],
    found: /^200 instead of 401$/,
    say: (answer) => {
      if (answer.status === 401 && !isWrongKey(answer)) Object.assign(answer, { status: 200, body: emptyPage });
    },
  },
  {
    title: "403 for a wrong key",
    points: ["wrong-key", "wrong-key-bad-query"],
    found: /^403 instead of 401$/,
    say: (answer) => {
      if (answer.status === 401 && isWrongKey(answer)) answer.status = 403;
    },
  },
  {
    title: "parameters before the key",
    points: ["wrong-key-bad-query"],
    found: /^400 instead of 401$/,
    say: (answer, query) => {
      if (isWrongKey(answer) && query.has("startDate")) answer.status = 400;
    },
  },
  {
    title: "401 without a message",
    points: ["body-of-401"],
    found: /^no `message` that is a string$/,
    say: body(401, () => ({ error: "Unauthorized" })),
  },
  {
    title: "404 with a code",
    points: ["body-of-404"],
    found: /^more than a message: code$/,
    say: body(404, (said) => ({ ...said, code: "not_found" })),
  },
  {
    title: "400 with another text",
    points: ["text-of-400"],
    found: /^another text in \d+ of \d+ answers$/,
    say: body(400, () => ({ message: "Bad Request" })),
  },
  {
    title: "401 with another text",
    points: ["text-of-401"],
    found: /^another text in 1 of 1 answers$/,
    say: body(401, () => ({ message: "Unauthorized" })),
  },
  {
    title: "types to be sniffed",
    points: ["nosniff"],
    found: /^absent$/,
    say: ({ headers }) => headers.delete("x-content-type-options"),
  },
  {
    title: "a field of one lead, whose name may be data",
    points: ["known-fields"],
    found: /^more: \(a name that is not shown\)$/,
    say: body(200, ({ collectedCustomers }) => ({
      collectedCustomers: (collectedCustomers as object[]).map((lead, index) =>
        index === 2 ? { ...lead, Quillfeather: true } : lead,
      ),
    })),
  },
  {
    title: "404 with a field whose name may be data",
    points: ["body-of-404"],
    found: /^more than a message: a field that is not shown$/,
    say: body(404, (said) => ({ ...said, Quillfeather: true })),
  },
  {
    title: "the list one level down",
    points: ["envelope"],
    found: /^`\{"collectedCustomers":\{"data":\[…\]\}\}`$/,
    imitate: "--envelope observed",
    say: body(200, ({ collectedCustomers: data }) => ({ collectedCustomers: { data } })),
  },
];
