import { describe, expect, test } from "vitest";
import { createServer } from "../../src/index.ts";
import { faultNames, faults } from "../../src/faults/registry.ts";
import { chooseFaults, describeFault, readFaultList } from "../../src/faults/settings.ts";

const junk = ["x", "-", "1e3", "01", " 1", "٣", "1/", "999999999999", "__proto__", "\u0000", "a\r\nb: c", "1;2"];

describe.each(faultNames)("%s", (name) => {
  const fault = faults[name];

  test("takes its example", () => {
    expect(fault.read(fault.example)).toBeDefined();
    expect(chooseFaults({ [name]: fault.example }).map(describeFault)).toEqual([
      fault.example === "" ? name : `${name}=${fault.example}`,
    ]);
  });

  test.each([...junk, fault.example === "" ? "1" : ""])("refuses %j", (value) => {
    expect(fault.read(value)).toBeUndefined();
    expect(() => chooseFaults({ [name]: value })).toThrow(`The value of ${name} must be ${fault.takes}.`);
  });
});

test.each(["code=503", null])("%j is refused where an object is expected", (settings) => {
  expect(() => chooseFaults(settings as never)).toThrow("Faults must be an object such as { code: 503 }.");
});

test.each<[Record<string, unknown>, string]>([
  [{ cod: 500 }, "There is no fault cod. The faults are rate-limit, delay,"],
  [{ constructor: 1 }, "There is no fault constructor."],
  [{ code: 399 }, "The value of code must be a status from 400 to 599."],
  [{ code: 600 }, "The value of code must be"],
  [{ code: true }, "The value of code must be"],
  [{ code: "500@2" }, "The share of code must be a number from 0 to 1, such as code=503@0.1; a comma ends a fault."],
  [{ code: "500@" }, "The share of code"],
  [{ code: "500@x" }, "The share of code"],
  [{ code: "500@0.1@0.1" }, "The share of code"],
  [{ "rate-limit": "5/s@0.5" }, "rate-limit is for every request; leave out the share."],
  [{ "rate-limit": "0/s" }, "The value of rate-limit must be"],
  [{ reset: false }, "The value of reset must be left out."],
  [{ delay: "800-100" }, "The value of delay must be"],
  [{ delay: "p50:0/p99:100" }, "The value of delay must be"],
  [{ delay: 60_001 }, "The value of delay must be"],
  [{ shift: 0 }, "The value of shift must be"],
  [{ duplicate: 1 }, "The value of duplicate must be"],
  [{ "content-type": "text/html\r\nx: y" }, "The value of content-type must be"],
])("%j is refused by name", (settings, message) => {
  expect(() => createServer({ store: ":memory:", faults: settings })).toThrow(message);
});

test("a list is what flags and the environment hold", () => {
  const list = " code=503@.5,delay=100-800 , reset@0.01,, malformed,content-type=text/html; charset=utf-8";
  const settings = readFaultList(list, { clamp: 5 });
  expect(settings).toEqual({
    clamp: 5,
    code: "503@.5",
    delay: "100-800",
    reset: "@0.01",
    malformed: true,
    "content-type": "text/html; charset=utf-8",
  });
  expect(chooseFaults(settings).map(describeFault)).toEqual([
    "delay=100-800",
    "reset@0.01",
    "code=503@0.5",
    "clamp=5",
    "malformed",
    "content-type=text/html; charset=utf-8",
  ]);
});

test.each([
  ["code=503,code=500", "code is given twice"],
  ["code", "The value of code must be"],
  ["code503", "There is no fault code503."],
  ["=503", "There is no fault =503."],
  ["constructor", "There is no fault constructor."],
])("the list %s is refused", (list, message) => {
  expect(() => readFaultList(list)).toThrow(message);
});
