import { expect, test } from "vitest";
import { authorityOf, hostQuestion } from "../../src/http/hosts.ts";

const names = ["attacker.net", "crm.example.net", "crm.partner.org", "deep.crm.partner.org", "127.0.0.1:4010", "crm"];
/** Names that end as those that are allowed, and are others. */
const alike = ["evilchatbase.co", "mylocalhost.net", "nottest.example.com.attacker.net", "evilcrm.partner.org"];

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

test.each(["auto", "crm.partner.org"])("with %s, no name that only ends like one that is allowed", (allowedHosts) => {
  expect(alike.filter(hostQuestion({ host: "127.0.0.1", allowedHosts }))).toEqual([]);
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

test.each([
  ["http://attacker.net/api/v1/get-leads", "attacker.net"],
  ["HTTPS://user@attacker.net:80?page=1", "attacker.net:80"],
  ["http://[::1]:4010/", "[::1]:4010"],
  ["/api/v1/get-leads?next=http://attacker.net/", undefined],
  ["*", undefined],
])("the target %s names %s", (target, authority) => {
  expect(authorityOf(target)).toBe(authority);
});
