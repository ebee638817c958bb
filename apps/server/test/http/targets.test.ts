import { describe, expect, test } from "vitest";
import targets from "../vectors/targets.json" with { type: "json" };
import { valuesOf } from "./support/answer.ts";
import { expectPromises, expectPromisesOfHead } from "./support/promises.ts";
import { authorization, expectEnd, expectInStep, serverForTests, withWire } from "./support/servers.ts";

const server = serverForTests();

describe.each(targets)("$rule: $status", ({ status, requests, allow }) => {
  test.each(requests)("%s", async (request) => {
    const [method = ""] = request.split(" ");
    const message = `${request} HTTP/1.1\r\nHost: x\r\n${authorization}\r\n`;
    await withWire(server().originFor(message), async (wire) => {
      wire.send(message);
      const answer = await wire.next(method);
      expect(answer.status).toBe(status);
      if (method === "HEAD") expectPromisesOfHead(answer);
      else expectPromises(answer);
      expect(valuesOf(answer, "allow")).toEqual(allow === undefined ? [] : [allow]);
      await (status === 400 ? expectEnd(wire) : expectInStep(wire));
    });
  });
});
