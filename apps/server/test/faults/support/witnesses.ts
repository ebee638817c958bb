import { expect } from "vitest";
import type { FaultName } from "../../../src/index.ts";
import { exchange, idsOf, leadsRequest, soFar } from "./exchange.ts";

/** Looks whether a server has a fault; rejects if it has not. */
export interface Witness {
  readonly name: FaultName;
  /** What stands behind `=`. */
  readonly value: string;
  /** Whether the fault cannot be asked for by one request. */
  readonly standing?: true;
  /** @param headers header lines of each request that is to have the fault; `honest` is a server without it. */
  readonly sees: (origin: string, headers: string, honest: string) => Promise<void>;
}

async function ids(origin: string, query: string, headers = ""): Promise<string[]> {
  const answer = await exchange(origin, leadsRequest(query, headers));
  expect(answer.status).toBe(200);
  return idsOf(answer);
}

async function statuses(origin: string, headers: string, count: number): Promise<number[]> {
  const found: number[] = [];
  for (let index = 0; index < count; index += 1) {
    found.push((await exchange(origin, leadsRequest("&size=1", headers))).status);
  }
  return found;
}

/** One for every fault at least; a test says so. */
export const witnesses: readonly Witness[] = [
  {
    name: "rate-limit",
    value: "2/h",
    standing: true,
    async sees(origin, headers) {
      expect(await statuses(origin, headers, 3)).toEqual([200, 200, 429]);
    },
  },
  {
    name: "delay",
    value: "60000",
    async sees(origin, headers) {
      expect((await soFar(origin, leadsRequest("&size=1", headers))).status).toBeNaN();
    },
  },
  {
    name: "reset",
    value: "",
    async sees(origin, headers) {
      const { end, status } = await exchange(origin, leadsRequest("", headers));
      expect({ end, status }).toEqual({ end: "ECONNRESET", status: Number.NaN });
    },
  },
  {
    name: "code",
    value: "503",
    async sees(origin, headers) {
      const answer = await exchange(origin, leadsRequest("&size=0", headers));
      expect(answer.status).toBe(503);
      expect(answer.body).toBe('{"message":"Service Unavailable."}');
      expect(answer.headers.get("retry-after")).toBe("1");
    },
  },
  {
    name: "clamp",
    value: "3",
    async sees(origin, headers, honest) {
      expect(await ids(origin, "&size=5000", headers)).toEqual(await ids(honest, "&size=3"));
      expect(await ids(origin, "&page=2", headers)).toEqual(await ids(honest, "&size=3&page=2"));
    },
  },
  {
    name: "duplicate",
    value: "2",
    async sees(origin, headers, honest) {
      const [first, second] = [await ids(honest, "&page=1"), await ids(honest, "&page=2")];
      for (const [page, expected] of [first, first, second, second].entries()) {
        expect(await ids(origin, `&page=${page + 1}`, headers)).toEqual(expected);
      }
    },
  },
  {
    name: "shift",
    value: "2",
    async sees(origin, headers, honest) {
      const all = await ids(honest, "&size=30");
      expect(await ids(origin, "&size=10&page=1", headers)).toEqual(all.slice(0, 10));
      expect(await ids(origin, "&size=10&page=2", headers)).toEqual(all.slice(8, 18));
      expect(await ids(origin, "&size=10&page=3", headers)).toEqual(all.slice(18, 28));
    },
  },
  {
    name: "shift",
    value: "-2",
    async sees(origin, headers, honest) {
      const all = await ids(honest, "&size=40");
      expect(await ids(origin, "&size=10&page=1", headers)).toEqual(all.slice(0, 10));
      expect(await ids(origin, "&size=10&page=2", headers)).toEqual(all.slice(12, 22));
      expect(await ids(origin, "&size=10&page=3", headers)).toEqual(all.slice(22, 32));
    },
  },
  {
    name: "envelope",
    value: "observed",
    async sees(origin, headers, honest) {
      const right = JSON.parse((await exchange(honest, leadsRequest())).body) as { collectedCustomers: unknown[] };
      const { body } = await exchange(origin, leadsRequest("", headers));
      expect(JSON.parse(body)).toEqual({ collectedCustomers: { data: right.collectedCustomers } });
    },
  },
  {
    name: "malformed",
    value: "",
    async sees(origin, headers) {
      const { body, length, headers: answered } = await exchange(origin, leadsRequest("", headers));
      expect(String(length)).toBe(answered.get("content-length"));
      expect(() => void JSON.parse(body)).toThrow(SyntaxError);
    },
  },
  {
    name: "content-type",
    value: "text/html",
    async sees(origin, headers, honest) {
      const answer = await exchange(origin, leadsRequest("", headers));
      expect(answer.headers.get("content-type")).toBe("text/html");
      expect(answer.body).toBe((await exchange(honest, leadsRequest())).body);
    },
  },
  {
    name: "slow",
    value: "60000",
    async sees(origin, headers) {
      const { status, length, headers: answered } = await soFar(origin, leadsRequest("", headers));
      expect(status).toBe(200);
      expect(length).toBeGreaterThan(0);
      expect(length).toBeLessThan(Number(answered.get("content-length")));
    },
  },
  {
    name: "truncate",
    value: "",
    async sees(origin, headers) {
      const { status, length, end, headers: answered } = await exchange(origin, leadsRequest("", headers));
      expect({ status, end }).toEqual({ status: 200, end: "end" });
      expect(length).toBe(Math.floor(Number(answered.get("content-length")) / 2));
    },
  },
];
