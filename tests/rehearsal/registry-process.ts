/**
 * The registry of a rehearsal, as a process: verdaccio on a free port of the loopback address.
 *
 * Its own program prints the port that it was asked for, not the one it got; so it is started from here.
 *
 *     node registry-process.ts TOOLS CONFIG
 */
import type { Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

const [, , tools = "", config = ""] = process.argv;
const { runServer } = createRequire(join(tools, "package.json"))("verdaccio") as {
  runServer: (config: string) => Promise<Server>;
};
const server = await runServer(config);
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`Port ${(server.address() as AddressInfo).port}\n`);
});
