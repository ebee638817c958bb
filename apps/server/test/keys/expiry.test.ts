import { expect, test } from "vitest";
import { keyIdOf, looksLikeApiKey, newApiKey } from "../../src/keys/api-key.ts";
import { readExpiry } from "../../src/keys/expiry.ts";

const now = Date.UTC(2026, 0, 31, 12);

test.each([
  ["30m", now + 1_800_000],
  ["12h", now + 43_200_000],
  ["90d", now + 90 * 86_400_000],
  ["4w", now + 28 * 86_400_000],
  ["2026-01-31", Date.UTC(2026, 1, 1)],
  ["2028-02-29", Date.UTC(2028, 2, 1)],
  ["2026-01-31T12:00:01Z", now + 1_000],
  ["2026-01-31T13:00:00.5+01:00", now + 500],
  ["9999-12-31", Date.parse("9999-12-31T23:59:59.999Z")],
])("%s is %d", (text, instant) => {
  expect(readExpiry(text, now)).toBe(instant);
});

test.each([
  "",
  "0d",
  "-1d",
  "1.5d",
  "90",
  "d",
  "1y",
  "1234567d",
  "999999w",
  " 90d",
  "90D",
  "never",
  "2026-01-30",
  "2026-02-29",
  "2026-13-01",
  "2026-1-31",
  "31.01.2026",
  "2026-01-31T12:00:00Z",
  "2026-02-30T12:00:00Z",
  "2027-01-01T25:00:00Z",
  "2027-01-01T12:00:00",
  "2027-01-01 12:00:00Z",
  "1893456000000",
])("%j is no expiry", (text) => {
  expect(readExpiry(text, now)).toBeUndefined();
});

test("keys have 160 bits behind a prefix that scanners find, and no two are alike", () => {
  const keys = Array.from({ length: 1_000 }, newApiKey);
  for (const key of keys) expect(key).toMatch(/^cbkit_[0-9a-f]{40}$/);
  expect(new Set(keys).size).toBe(1_000);
  expect(keys.every(looksLikeApiKey)).toBe(true);
  // Every digit is drawn: each place has had all sixteen.
  for (let place = 6; place < 46; place += 1) expect(new Set(keys.map((key) => key[place])).size).toBe(16);
});

test("an id is the beginning of the hash", () => {
  expect(keyIdOf("0123456789abcdef".repeat(4))).toBe("key_0123456789abcdef");
});
