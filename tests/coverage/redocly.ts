/** The redocly that the spec pins: the proxy that records, and the drift report that judges. */
import { join } from "node:path";
import { root } from "../run/rooms.ts";

const cli = join(root, "spec/node_modules/@redocly/cli/bin/cli.js");

/** What `spawn` and `execFile` take to run redocly with these arguments: offline, silent about itself, without colour. */
export function redocly(...args: string[]) {
  const environment = { REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true", NO_COLOR: "1" };
  return { command: process.execPath, args: [cli, ...args], env: { ...process.env, ...environment } };
}
