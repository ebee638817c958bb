/**
 * `node writer.ts STORE NAME COMMITS [reader]`: stores the leads of one commit after the other, and says the number of each on
 * standard output when it is acknowledged. With `reader`, somebody reads all the while, so that the log is not brought home.
 */
import { writeSync } from "node:fs";
import { argv } from "node:process";
import { setTimeout } from "node:timers/promises";
import { openStore } from "../../src/store/open-store.ts";
import { connect } from "../../src/store/sqlite/database.ts";
import { chatbotId, leadsOf } from "./leads.ts";

const [, , path = "", name = "", commits = "0", reader] = argv;
const store = openStore(path);
const reading = reader === "reader" ? connect(path) : undefined;
reading?.exec("BEGIN; SELECT count(*) FROM leads;");
for (let commit = 0; commit < Number(commits); commit += 1) {
  const transaction = await store.begin();
  await transaction.addLeads(chatbotId, leadsOf(name, commit));
  await transaction.commit();
  // Not process.stdout: what is said must not wait for a turn that the process does not live to see.
  writeSync(1, `${commit}\n`);
  // Lets another process have the lock, which nobody queues for.
  await setTimeout(1);
}
reading?.close();
await store.close();
