/**
 * `node serve.ts`: a server for each fault, and for each a second one that is spoilt at the first try only. Prints where they are
 * as one line of JSON, and runs until its standard input ends. The bench holds other clients against them.
 */
import { faults } from "./faults.ts";
import { seeded, startFaultServer } from "./fault-server.ts";

const list = await Promise.all(
  faults.map(async ({ title, becomes, misbehave }) => {
    const every = await startFaultServer(misbehave, () => true, seeded(1));
    const first = await startFaultServer(misbehave, (_, times) => times === 1, seeded(1));
    return { title, becomes, every: every.baseUrl, first: first.baseUrl };
  }),
);
process.stdout.write(`${JSON.stringify(list)}\n`);
process.stdin.resume().once("end", () => process.exit());
