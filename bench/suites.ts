import type { Suite } from "./run/table.ts";
import { clientSuite } from "./suites/clients.ts";
import { depth } from "./suites/depth.ts";
import { exports } from "./suites/export.ts";
import { imports } from "./suites/import.ts";
import { page } from "./suites/page.ts";
import { postgres } from "./suites/postgres.ts";
import { start } from "./suites/start.ts";

/** Everything that is measured, in the order of the results. */
export const suites: readonly Suite[] = [page, depth, postgres, imports, exports, start, clientSuite];
