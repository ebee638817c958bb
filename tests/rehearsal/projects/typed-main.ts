import process from "node:process";
import { readLeads } from "./typed.ts";

process.stdout.write(`${await readLeads(process.argv[2] ?? "")}\n`);
