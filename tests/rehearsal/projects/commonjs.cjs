"use strict";

async function main() {
  const kit = await import("@chatbase-kit/client");
  const { checkLeads } = await import("./check-leads.mjs");
  process.stdout.write(`${await checkLeads(kit, process.argv[2])}\n`);
}

// A failure ends Node with exit code 1, and says why.
void main();
