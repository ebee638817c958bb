import { expect, test } from "vitest";
import order from "../vectors/order.json" with { type: "json" };
import { expectAnswer } from "./support/promises.ts";
import { fill, serverForTests, withWire } from "./support/servers.ts";

const server = serverForTests();

test.each(order)("of two faults the first check decides: $faults: $status", async ({ status, message, request }) => {
  await withWire(server().originFor(fill(request)), async (wire) => {
    wire.send(fill(request));
    const answer = await wire.next();
    expect(answer.status).toBe(status);
    expectAnswer(answer, { status, message });
  });
});
