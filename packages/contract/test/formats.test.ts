/** What a format means on the wire, value by value: BEHAVIOUR.md's table of dates, RFC 3339, and HTML's e-mail field. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { schemas } from "../src/index.ts";
import vectors from "./fixtures/formats.json" with { type: "json" };

const fields = {
  date: schemas.GetLeadsQuery.shape.startDate,
  "date-time": schemas.Lead.shape.created_at,
  email: schemas.Lead.shape.email,
};

for (const [format, { accepted, refused }] of Object.entries(vectors)) {
  const schema = fields[format as keyof typeof fields];

  test.each(accepted.map((value) => [JSON.stringify(value), value]))(`${format} accepts %s unchanged`, (_, value) => {
    expect(schema.safeParse(value)).toEqual({ success: true, data: value });
  });

  test.each(refused.map((value) => [JSON.stringify(value), value]))(`${format} refuses %s`, (_, value) => {
    expect(schema.safeParse(value).success).toBe(false);
  });
}

test("nothing but text is a date, and nothing is coerced", () => {
  for (const value of [20240101, new Date(0), null, true, ["2024-01-01"], {}]) {
    expect(fields.date.safeParse(value).success).toBe(false);
  }
  expect(schemas.GetLeadsQuery.safeParse({ chatbotId: "a", page: 1 }).success).toBe(false);
});

const years = [1, 4, 100, 400, 1582, 1900, 1970, 2000, 2023, 2024, 2100, 9999];

test.each(years)("in the year %i, a date is accepted exactly when the calendar has it", (year) => {
  const pad = (number: number, digits: number) => String(number).padStart(digits, "0");
  const months = Array.from({ length: 14 }, (_, month) => `${pad(year, 4)}-${pad(month, 2)}`);
  const candidates = months.flatMap((month) => Array.from({ length: 33 }, (_, day) => `${month}-${pad(day, 2)}`));
  const real = candidates.filter((text) => {
    const time = Date.parse(text);
    return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
  });
  expect(candidates.filter((text) => fields.date.safeParse(text).success)).toEqual(real);
});

test("every instant that JavaScript writes between the years 0 and 9999 is a date-time", () => {
  const [min, max] = [new Date("0000-01-01T00:00:00Z"), new Date("9999-12-31T23:59:59.999Z")];
  const instant = fc.date({ min, max, noInvalidDate: true });
  const property = fc.property(instant, (date) => {
    expect(fields["date-time"].safeParse(date.toISOString()).success).toBe(true);
  });
  fc.assert(property);
});
