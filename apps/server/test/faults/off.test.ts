import { expect, test } from "vitest";
import { serverForTests } from "../http/support/servers.ts";
import { exchange, leadsRequest } from "./support/exchange.ts";

const never = serverForTests({ faultsByRequest: "never" });
const byDefault = serverForTests();
const cleared = serverForTests({ faults: { code: 500, reset: true, slow: 60_000 } });

/** All of an answer but its id and its time, with its headers in their order. */
async function answer(origin: string, request: string): Promise<string> {
  const { status, headers, body, end } = await exchange(origin, request);
  const lines = [...headers].map(([name, value]) =>
    ["x-request-id", "date"].includes(name) ? `${name}: …` : `${name}: ${value}`,
  );
  return [`${status} ${end}`, ...lines, "", body].join("\n");
}

const requests = [
  leadsRequest("&size=2"),
  leadsRequest("&size=1000&page=2"),
  leadsRequest("&page=999"),
  leadsRequest("&size=0"),
  leadsRequest("", "", "HEAD"),
  leadsRequest("", "", "POST"),
  leadsRequest("", "", "GET", ""),
  leadsRequest("X"),
];

test.each(requests)("no fault, no difference: %#", async (request) => {
  cleared().faults.clear();
  const right = await answer(never().directOrigin, request);
  expect(await answer(byDefault().directOrigin, request)).toBe(right);
  expect(await answer(cleared().directOrigin, request)).toBe(right);
  const stranger = request.replace("Host: x\r\n", "Host: x\r\nPrefer: respond-async, wait=10\r\n");
  expect(await answer(byDefault().directOrigin, stranger)).toBe(right);
});

test("an answer is byte for byte what it was before there were faults", async () => {
  expect(
    await answer(byDefault().directOrigin, leadsRequest("&startDate=2024-01-01&endDate=2024-01-01&size=1&page=999")),
  ).toBe(
    [
      "200 end",
      "cache-control: no-store",
      "x-content-type-options: nosniff",
      "x-request-id: …",
      "content-type: application/json",
      "content-length: 25",
      "date: …",
      "connection: close",
      "",
      '{"collectedCustomers":[]}',
    ].join("\n"),
  );
});

test("control: a fault that is on makes a difference", async () => {
  const right = await answer(never().directOrigin, leadsRequest("&size=2"));
  cleared().faults.set({ "content-type": "text/plain" });
  expect(await answer(cleared().directOrigin, leadsRequest("&size=2"))).not.toBe(right);
  expect(await answer(byDefault().directOrigin, leadsRequest("&size=2", "Prefer: malformed\r\n"))).not.toBe(right);
});
