/**
 * Asks the peers about the server of one tree: `node main.ts TREE`. A process of its own, because dredd keeps its settings and
 * its log in the process. Prints the complaints as JSON; exit code 1 when the server does not start.
 */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { startServerProcess } from "../../dredd/server-process.ts";
import type { Spec } from "../../dredd/spec.ts";
import type { Complaints } from "../peers.ts";
import { plainDredd } from "./plain-dredd.ts";
import { redoclyDrift } from "./redocly-drift.ts";

const [tree = "."] = process.argv.slice(2);
const specFile = resolve(tree, "spec/openapi.json");
const server = await startServerProcess(join(resolve(tree), "apps/server/src/main.ts"));
try {
  const complaints: Complaints = {
    dredd: await plainDredd(server, JSON.parse(readFileSync(specFile, "utf8")) as Spec),
    "redocly drift": await redoclyDrift(server, specFile),
  };
  process.stdout.write(JSON.stringify(complaints));
} finally {
  await server.stop();
}
