import { expect, test } from "vitest";
import { hostQuestion } from "../../src/http/hosts.ts";

const names = ["attacker.net", "crm.example.net", "crm.partner.org", "deep.crm.partner.org", "127.0.0.1:4010", "crm"];
const answeredFor = (host: string, allowedHosts: string): string[] =>
  names.filter(hostQuestion({ host, allowedHosts }));

test.each(["127.0.0.1", "localhost", "::1", "127.8.0.1"])("on %s, no name that a stranger can own", (host) => {
  expect(answeredFor(host, "auto")).toEqual(["crm.example.net", "127.0.0.1:4010", "crm"]);
});

test("allowedHosts adds names, with those below them", () => {
  expect(answeredFor("127.0.0.1", "crm.partner.org, other.net")).toEqual(
    names.filter((name) => name !== "attacker.net"),
  );
});

test("* allows any", () => {
  expect(answeredFor("127.0.0.1", "*")).toEqual(names);
});

test("on an address that others reach, any name will do, unless names are given", () => {
  expect(answeredFor("0.0.0.0", "auto")).toEqual(names);
  expect(answeredFor("0.0.0.0", "partner.org")).not.toContain("attacker.net");
});

test("the name to listen on is one of them, and what was allowed before changes nothing", () => {
  const answersFor = hostQuestion({ host: "localhost", allowedHosts: "auto" });
  expect(["localhost:4010", "attacker.net", "LOCALHOST", "attacker.net:80", "localhost:4010"].map(answersFor)).toEqual([
    true,
    false,
    true,
    false,
    true,
  ]);
});
