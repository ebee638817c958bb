import * as kit from "@chatbase-kit/client";
import { checkLeads } from "./check-leads.mjs";

process.stdout.write(`${await checkLeads(kit, process.argv[2])}\n`);
