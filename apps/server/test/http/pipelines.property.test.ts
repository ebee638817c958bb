/** Pipelines of every kind of request: one answer for each, in order, whatever each waits for. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { expectInStep, getRequest, serverForTests, withWire } from "./support/servers.ts";

const server = serverForTests({});

const withFields = (...fields: string[]): string =>
  getRequest().replace("\r\n\r\n", `\r\n${fields.join("\r\n")}\r\n\r\n`);

/** A request, and the status of its answer. */
const kinds: readonly (readonly [request: string, status: number])[] = [
  [getRequest(), 200],
  [getRequest("/nope"), 404],
  [getRequest("/health"), 200],
  [getRequest().replace(/Authorization.*\r\n/, ""), 401],
  [getRequest().replace("?", "?size=0&"), 400],
  [getRequest().replace("GET", "DELETE"), 405],
  [withFields("Content-Length: 0"), 200],
  [`${withFields("Content-Length: 5")}hello`, 200],
  [`${withFields("Transfer-Encoding: chunked")}5\r\nhello\r\n0\r\n\r\n`, 200],
  [withFields("Prefer: respond-async"), 200],
  [withFields("Prefer: delay=20"), 200],
  [withFields("Connection: upgrade", "Upgrade: h2c"), 200],
];

const pipeline = fc.array(fc.constantFrom(...kinds), { minLength: 2, maxLength: 12 });

test("every request of a pipeline in one packet, or in two, is answered in its turn", {
  timeout: 120_000,
}, async () => {
  const answered = fc.asyncProperty(pipeline, fc.nat(), async (requests, cut) => {
    await withWire(server().directOrigin, async (wire) => {
      const text = requests.map(([request]) => request).join("");
      wire.send(text.slice(0, cut % text.length));
      if (cut % 2 === 0) await new Promise(setImmediate);
      wire.send(text.slice(cut % text.length));
      const statuses: number[] = [];
      for (const _ of requests) statuses.push((await wire.next()).status);
      expect(statuses).toEqual(requests.map(([, status]) => status));
      await expectInStep(wire);
    });
  });
  await expect(fc.assert(answered, { numRuns: 150, endOnFailure: true })).resolves.toBeUndefined();
});
