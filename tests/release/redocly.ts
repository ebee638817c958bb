/** How `redocly` is run: the one that the spec pins, offline, with plain output. */
import { join } from "node:path";
import { root } from "../run/rooms.ts";

/** Its program, to run with Node. */
export const redocly = join(root, "spec/node_modules/@redocly/cli/bin/cli.js");

/** On top of the environment of whoever runs it. */
export const environment = { REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true", NO_COLOR: "1" };
