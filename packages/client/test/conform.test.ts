import * as schemas from "@chatbase-kit/contract/schemas";
import * as shapes from "@chatbase-kit/contract/shapes";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { conform, formats } from "../src/conform.ts";

/** What the shapes of the client's answers may be made of; more has to be taught to `conform` first. */
const words = ["type", "properties", "required", "format"];

/** Everything in a shape that `conform` has not been taught: it is an object, and what is in it are texts. */
function unknownIn(shape: shapes.Shape, expected = "object"): string[] {
  const { type = "", format, properties = {} } = shape;
  return [
    ...Object.keys(shape).filter((word) => !words.includes(word)),
    ...(type === expected ? [] : [type]),
    ...(format === undefined || Object.hasOwn(formats, format) ? [] : [format]),
    // Another name would need escapes in a pointer (RFC 6901 section 3), or is there in every object.
    ...Object.keys(properties).filter((name) => !/^[\w-]+$/.test(name) || name in Object.prototype),
    ...Object.values(properties).flatMap((property) => unknownIn(property, "string")),
  ];
}

test("knows every word of the shapes that it is used for", () => {
  expect(unknownIn(shapes.Lead)).toEqual([]);
  const more = {
    type: "array",
    properties: {
      constructor: { type: "string" },
      "a/b": { type: "string", format: "uuid", maxLength: 5 },
      inside: { type: "object", properties: {} },
    },
  } as const;
  expect(unknownIn(more)).toEqual(["array", "constructor", "a/b", "maxLength", "uuid", "object"]);
});

test("findLeads and messageOf read all that their shapes have", () => {
  expect(shapes.LeadList).toEqual({
    type: "object",
    properties: { collectedCustomers: { type: "array", items: shapes.Lead } },
    required: ["collectedCustomers"],
  });
  expect(shapes.ErrorMessage).toEqual({
    type: "object",
    properties: { message: { type: "string" } },
    required: ["message"],
  });
});

const digits = (min: number, max: number) => fc.integer({ min, max }).map((n) => String(n).padStart(2, "0"));
const offset = fc.oneof(
  fc.constantFrom("Z", "z", "", "+00", "+0000", "-00:00", "+24:00"),
  fc.tuple(fc.constantFrom("+", "-"), digits(0, 25), digits(0, 61)).map(([sign, h, m]) => `${sign}${h}:${m}`),
);
const day = fc
  .tuple(fc.constantFrom("2024", "2023", "1900", "2000", "0000", "9999", "10000"), digits(0, 13), digits(0, 32))
  .map((parts) => parts.join("-"));
const time = fc.oneof(
  fc.tuple(digits(0, 25), digits(0, 61)).map((parts) => parts.join(":")),
  fc.tuple(digits(0, 25), digits(0, 61), digits(0, 61)).map((parts) => parts.join(":")),
  fc
    .tuple(digits(0, 23), digits(0, 59), digits(0, 59), fc.stringMatching(/^[.,]\d{0,9}$/))
    .map(([h, m, s, f]) => `${h}:${m}:${s}${f}`),
);
const instant = fc.oneof(
  fc.tuple(day, fc.constantFrom("T", "t", " "), time, offset).map((parts) => parts.join("")),
  fc.date({ noInvalidDate: true, min: new Date(0), max: new Date("9999-12-31") }).map((date) => date.toISOString()),
);
const email = fc.oneof(
  fc.emailAddress(),
  fc.stringMatching(/^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~@ -]{0,80}@[a-zA-Z0-9.-]{0,80}$/),
  fc.string(),
  fc.constantFrom(
    "a@b",
    "a@b.c",
    "ſ@K.com",
    "a@-b.c",
    "a@b-.c",
    `a@${"x".repeat(63)}.c`,
    `a@${"x".repeat(64)}.c`,
    "a@b.c\n",
  ),
);
const anything = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.string()),
  fc.object(),
);
const lead = fc.record(
  {
    id: fc.oneof({ weight: 9, arbitrary: fc.string() }, anything),
    name: fc.oneof({ weight: 9, arbitrary: fc.string() }, anything),
    email: fc.oneof({ weight: 9, arbitrary: email }, anything),
    phone: fc.oneof({ weight: 9, arbitrary: fc.string() }, anything),
    created_at: fc.oneof({ weight: 9, arbitrary: instant }, anything),
    chatbot_id: fc.oneof({ weight: 9, arbitrary: fc.string() }, anything),
    secret: anything,
    constructor: anything,
  },
  { requiredKeys: [] },
);

describe("agrees with the contract's zod schema", () => {
  const withoutNulls = (value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null))
      : value;

  test.each<[string, fc.Arbitrary<unknown>]>([
    ["leads", lead],
    ["anything", anything],
  ])("on %s: the same are refused, for the same field, and the same comes out", (_, values) => {
    let fitting = 0;
    const property = fc.property(values, (value) => {
      const differences: string[] = [];
      const conformed = conform(shapes.Lead, value, (pointer) => differences.push(pointer));
      const parsed = schemas.Lead.safeParse(withoutNulls(value));
      const expected = parsed.error?.issues.map(({ path }) => path.map((token) => `/${String(token)}`).join("")) ?? [];
      expect(differences).toEqual(expected);
      expect(parsed.success ? conformed : undefined).toEqual(parsed.data);
      if (parsed.success) fitting++;
    });
    fc.assert(property, { numRuns: 2_000 });
    expect(fitting).toBeGreaterThanOrEqual(values === lead ? 20 : 0);
  });

  test.each<[string, fc.Arbitrary<string>, (text: string) => boolean]>([
    ["email", email, (text) => schemas.Lead.shape.email.safeParse(text).success],
    ["date-time", instant, (text) => schemas.Lead.shape.created_at.safeParse(text).success],
  ])("on what a text of format %s is", (format, texts, zod) => {
    const seen = { true: 0, false: 0 };
    const property = fc.property(texts, (text) => {
      const fits = formats[format]?.(text);
      expect([text, fits]).toEqual([text, zod(text)]);
      seen[`${fits === true}`]++;
    });
    fc.assert(property, { numRuns: 5_000 });
    expect(Math.min(seen.true, seen.false)).toBeGreaterThan(100);
  });
});
