import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Preference, readPreferences, writePreferences } from "../../src/faults/prefer.ts";

test.each<[string, Preference[]]>([
  ["code=429", [["code", "429"]]],
  [
    "code=429, delay=800",
    [
      ["code", "429"],
      ["delay", "800"],
    ],
  ],
  [
    "code=429,delay=800",
    [
      ["code", "429"],
      ["delay", "800"],
    ],
  ],
  // What Node makes of two headers, empty members included (RFC 9110 section 5.6.1).
  [
    "code=429, , ,delay=800,",
    [
      ["code", "429"],
      ["delay", "800"],
    ],
  ],
  ["Code=429", [["code", "429"]]],
  ["code = 429", [["code", "429"]]],
  ['code="429"', [["code", "429"]]],
  // The examples of RFC 7240 section 2.
  ['foo; bar=""', [["foo", ""]]],
  ["foo; bar", [["foo", ""]]],
  ['foo=""; bar', [["foo", ""]]],
  ["foo;;bar=1;", [["foo", ""]]],
  [
    "respond-async, wait=100",
    [
      ["respond-async", ""],
      ["wait", "100"],
    ],
  ],
  // The first of a name counts.
  ["code=429, code=500", [["code", "429"]]],
  ["code=429; code=500", [["code", "429"]]],
  ["code, code=500", [["code", ""]]],
  // In quotes, commas and semicolons are text, and a backslash stands before any character.
  [
    'a="x, code=500; y", code=429',
    [
      ["a", "x, code=500; y"],
      ["code", "429"],
    ],
  ],
  [
    String.raw`a="\"\\\x", b`,
    [
      ["a", String.raw`"\x`],
      ["b", ""],
    ],
  ],
  // What is no preference is left out, and does not take the rest along.
  ["=429, code=500", [["code", "500"]]],
  ["co de=429, code=500", [["code", "500"]]],
  ["code=4 29, delay=1", [["delay", "1"]]],
  ['code="429, delay=1', [["delay", "1"]]],
  ['code="4"29, delay=1', [["delay", "1"]]],
  ["type=text/html, delay=1", [["delay", "1"]]],
  [
    "__proto__=1, constructor",
    [
      ["__proto__", "1"],
      ["constructor", ""],
    ],
  ],
  ["", []],
])("%s", (header, preferences) => {
  expect(readPreferences(header)).toEqual(preferences);
});

test("what is written is read again", () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
  const value = fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCodePoint(code)) });
  const preferences = fc.uniqueArray(fc.tuple(name, value), { selector: ([each]) => each, maxLength: 4 });
  fc.assert(
    fc.property(preferences, (list) => {
      expect(readPreferences(writePreferences(list))).toEqual(list);
    }),
    { numRuns: 2_000 },
  );
});

test("the longest header that Node lets through is read without going back and forth", () => {
  // A pattern that tries every way to split these does not come back before the time limit of the tests.
  for (const part of ['"', '"a', "a;", "a ,", "; ", '="', '\\"', " "]) {
    expect(readPreferences(`x${part.repeat(16_384 / part.length)}`).length).toBeLessThan(3);
  }
});
