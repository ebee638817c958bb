import * as fc from "fast-check";
import { expect, test } from "vitest";
import { dayOf, instantOf, leadRecord } from "../../src/leads/lead-record.ts";

test.each([
  ["1970-01-01T00:00:00Z", 0, 0],
  ["1969-12-31T23:59:59.999999Z", -1, 86_399_999_999],
  ["2024-02-29T00:00:00.000001Z", 19_782, 1],
  ["2024-03-01T01:30:00+02:00", 19_782, 84_600_000_000],
  ["0001-01-01T00:00:00Z", -719_162, 0],
  ["9999-12-31T23:59:59.9Z", 2_932_896, 86_399_900_000],
  ["2024-01-01T00:00:00.1234567890Z", 19_723, 123_456],
])("%s is day %i, microsecond %i", (text, day, microsecond) => {
  expect(instantOf(text)).toEqual({ day, microsecond });
});

test("agrees with Date to the millisecond", () => {
  fc.assert(
    fc.property(fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true }), (date) => {
      const { day, microsecond } = instantOf(date.toISOString());
      expect(day * 86_400_000 + microsecond / 1_000).toBe(date.getTime());
      expect(dayOf(date.toISOString().slice(0, 10))).toBe(day);
    }),
  );
});

test("keeps created_at as it was written", () => {
  const lead = { id: "a", created_at: "2024-01-01T00:00:00.120+05:30" };
  expect(JSON.parse(leadRecord(lead).json)).toEqual(lead);
});

test.each([
  [{ id: 1 }, "invalid_type"],
  [{ created_at: "2024-01-01" }, "invalid_format"],
  [{ email: "bob@" }, "invalid_format"],
  [{ name: null }, "invalid_type"],
])("refuses %j", (fault, code) => {
  const lead = { id: "a", created_at: "2024-01-01T00:00:00Z", ...fault };
  expect(() => leadRecord(lead as never)).toThrow(code);
});
