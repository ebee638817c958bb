import { isObject } from "../leads.ts";
import type { Planted, Say } from "./planted.ts";

const isRefusal = (status: number): boolean => status >= 400;

const refuse =
  (from: number, status: number): Say =>
  (answer) => {
    if (answer.status === from) answer.status = status;
  };

const header =
  (name: string, change: (headers: Headers) => void, when: (status: number) => boolean): Say =>
  ({ status, headers }) => {
    if (when(status) && headers.has(name)) change(headers);
  };

const charset = (headers: Headers): void => headers.set("content-type", "application/json; charset=utf-8");

/** Refusals and headers that are not what the spec says, one difference at a time. */
export const plantedRefusals: readonly Planted[] = [
  {
    title: "400 with another body",
    points: ["body-of-400"],
    found: /^no `message` that is a string; more than a message: error$|^no `message` that is a string$/,
    say: (answer) => {
      if (answer.status === 400) answer.body = { error: "Bad Request" };
    },
  },
  {
    title: "400 with issues",
    points: ["body-of-400"],
    found: /^more than a message: issues$/,
    say: (answer) => {
      if (answer.status === 400 && isObject(answer.body)) answer.body = { ...answer.body, issues: [] };
    },
  },
  {
    title: "404 with another text",
    points: ["text-of-404"],
    found: /^another text in 1 of 1 answers$/,
    say: (answer) => {
      if (answer.status === 404) answer.body = { message: "Chatbot not found" };
    },
  },
  {
    title: "403 for a chatbot of others",
    points: ["unknown-chatbot"],
    found: /^403 instead of 404$/,
    say: refuse(404, 403),
  },
  {
    title: "422 for what is a 400",
    points: [
      "no-such-day",
      "other-date-form",
      "reversed-dates",
      "page-zero",
      "page-word",
      "size-zero",
      "size-fraction",
      "near-miss",
      "no-chatbot",
      "size-maximum",
    ],
    found: /^size 1001: 422 instead of 400$/,
    say: refuse(400, 422),
  },
  {
    title: "misspelt parameters ignored",
    points: ["near-miss"],
    found: /^200 instead of 400$/,
    ask: (query) => query.delete("pageSize"),
  },
  {
    title: "401 without a challenge",
    points: ["www-authenticate"],
    found: /^absent$/,
    say: header("www-authenticate", (headers) => headers.delete("www-authenticate"), isRefusal),
  },
  {
    title: "a charset",
    points: ["content-type"],
    found: /^application\/json; charset=utf-8$/,
    say: header("content-type", charset, (status) => status === 200),
  },
  {
    title: "a charset in refusals",
    points: ["error-content-type"],
    found: /^application\/json; charset=utf-8$/,
    say: header("content-type", charset, isRefusal),
  },
  {
    title: "leads that a cache may keep",
    points: ["cache-control"],
    found: /^absent$/,
    say: header(
      "cache-control",
      (headers) => headers.delete("cache-control"),
      () => true,
    ),
  },
  {
    title: "no request id",
    points: ["request-id"],
    found: /^absent$/,
    say: header(
      "x-request-id",
      (headers) => headers.delete("x-request-id"),
      () => true,
    ),
  },
];
