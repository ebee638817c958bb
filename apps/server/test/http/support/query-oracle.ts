/**
 * What docs/behaviour.md says about a query, written from that page and not from the server: the two must agree.
 * Slow and plain on purpose.
 */
import * as fc from "fast-check";
import { chatbotId, otherChatbotId } from "./servers.ts";

/** A name or value as it is sent, percent-encoding and all. */
export type Pair = readonly [name: string, value: string];

const known = ["chatbotId", "startDate", "endDate", "page", "size"];
const misspelt = [
  "ChatbotId",
  "chatbot_id",
  "startdate",
  "start_date",
  "EndDate",
  "enddate",
  "Page",
  "pages",
  "pageSize",
  "page_size",
  "Size",
  "size[]",
];
const innocent = ["foo", "q", "__proto__", "constructor", "utm_source", "limit", "offset", "%C3%A9", "toString"];
const broken = ["%", "%zz", "%1", "%ff", "%c0%af", "%ed%a0%80", "%e2%82", "%00", "a%0D", "%0Ab", "%f4%90%80%80"];

/** Undefined for what is not the percent-encoding of UTF-8 text, or has NUL, CR or LF in it. */
function decoded(text: string): string | undefined {
  try {
    const plain = decodeURIComponent(text.replaceAll("+", "%20"));
    return ["\0", "\r", "\n"].some((character) => plain.includes(character)) ? undefined : plain;
  } catch {
    return undefined;
  }
}

function isDay(text: string): boolean {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)) return false;
  const [year = 0, month = 0, day = 0] = text.split("-").map(Number);
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return day >= 1 && day <= days;
}

function isCount(text: string, most: number): boolean {
  return /^[1-9][0-9]{0,8}$/.test(text) && Number(text) <= most;
}

function isChatbotId(text: string): boolean {
  const points = [...text].map((character) => character.codePointAt(0) ?? 0);
  const controls = points.filter((point) => point < 32 || (point >= 127 && point < 160));
  return points.length > 0 && points.length <= 128 && controls.length === 0;
}

function isRange({ startDate, endDate }: { startDate?: string; endDate?: string }): boolean {
  const days = [startDate, endDate].filter((day) => day !== undefined);
  return days.every(isDay) && (startDate === undefined || endDate === undefined || startDate <= endDate);
}

/** The status that the page promises to the owner of the chatbot `own`. */
export function promisedStatus(pairs: readonly Pair[], own: string): 200 | 400 | 404 {
  const given = new Map<string, string>();
  for (const [rawName, rawValue] of pairs) {
    const [name, value] = [decoded(rawName), decoded(rawValue)];
    if (name === undefined || value === undefined || misspelt.includes(name) || given.has(name)) return 400;
    if (known.includes(name)) given.set(name, value);
  }
  const { chatbotId: id, page = "1", size = "10", ...range } = Object.fromEntries(given);
  const isFine = id !== undefined && isChatbotId(id) && isRange(range);
  if (!isFine || !isCount(page, 999_999_999) || !isCount(size, 1000)) return 400;
  return id === own ? 200 : 404;
}

const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...Array.from("0123456789")), minLength: length, maxLength: length });
const day = fc
  .tuple(fc.constantFrom("2023", "2024", "1900", "2000", "0001", "9999"), digits(2), digits(2))
  .map((parts) => parts.join("-"));
const realDay = fc
  .date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
/** Parts that meet in no valid value by accident, and often in one that is nearly valid. */
const scraps = fc.string({
  unit: fc.constantFrom(...Array.from("0123456789-+.eTZ:%azAZ_ é😀\u0007\u0080")),
  maxLength: 12,
});
const raw = fc.oneof(fc.constantFrom(...broken), scraps.map(encodeURIComponent), fc.constant(""));

const values: Readonly<Record<string, fc.Arbitrary<string>>> = {
  chatbotId: fc.oneof(
    { weight: 8, arbitrary: fc.constant(chatbotId) },
    fc.constantFrom("nobody", otherChatbotId, "a".repeat(128), "a".repeat(129)),
    raw,
  ),
  startDate: fc.oneof({ weight: 4, arbitrary: realDay }, day, raw),
  endDate: fc.oneof({ weight: 4, arbitrary: realDay }, day, raw),
  page: fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 1, max: 999_999_999 }).map(String) },
    fc.nat(20).map(String),
    digits(9),
    raw,
  ),
  size: fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 1, max: 1000 }).map(String) },
    fc.nat(1100).map(String),
    digits(4),
    raw,
  ),
};

// Absent once in so many times.
const optional = known.slice(1).map((name) => fc.option(fc.tuple(fc.constant(name), values[name] ?? raw), { freq: 2 }));
const required = fc.option(fc.tuple(fc.constant("chatbotId"), values["chatbotId"] ?? raw), { freq: 20 });
const stray = fc.tuple(
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...innocent) },
    fc.constantFrom(...misspelt),
    fc.constantFrom(...known),
    fc.constantFrom(...broken),
  ),
  fc.oneof({ weight: 3, arbitrary: fc.constantFrom("1", "x", "") }, raw),
);

/** Queries, about half of them valid: known parameters, some strays, in any order. */
export const anyPairs: fc.Arbitrary<Pair[]> = fc
  .tuple(fc.tuple(required, ...optional), fc.array(stray, { maxLength: 1 }))
  .map(([parameters, strays]) => [...parameters.filter((pair) => pair !== null), ...strays])
  .chain((pairs) => fc.shuffledSubarray(pairs, { minLength: pairs.length }));

export function queryOf(pairs: readonly Pair[]): string {
  return pairs.map(([name, value]) => `${name}=${value}`).join("&");
}
