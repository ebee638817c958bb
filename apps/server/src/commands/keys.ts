import { Command, InvalidArgumentError } from "commander";
import { storeOption } from "../config.ts";
import { expiryWords, readExpiry } from "../keys/expiry.ts";
import type { CreateFlags, ListFlags, RevokeFlags } from "./run-keys.ts";

/** One line of a table, and of a log: no control characters. */
function text(name: string, most: number): (given: string) => string {
  return (given) => {
    if (given !== "" && [...given].length <= most && !/\p{Cc}/u.test(given)) return given;
    throw new InvalidArgumentError(`The ${name} must have 1 to ${most} characters, none of them a control character.`);
  };
}

function expiry(given: string): number {
  const expiresAt = readExpiry(given, Date.now());
  if (expiresAt === undefined) throw new InvalidArgumentError(`It must be ${expiryWords}, and not be over.`);
  return expiresAt;
}

const createHelp = `
The key is the only thing on standard output, so that a script can take it:

  export CHATBASE_API_KEY=$(chatbase-server keys create --account acc_123abc456 --name ci --expires 90d)

It is shown this once; the database has its SHA-256 only. Servers on the database know it at once.
Exit codes: 0 made, 1 not.`;

const listHelp = `
No key is shown, for none is stored. An id is made of the first 16 digits of the key's SHA-256:
printf %s "$KEY" | sha256sum
Last uses are written about once a minute.`;

const revokeHelp = `
Servers on the database refuse the key from then on, on open connections too. It cannot be undone.
Exit codes: 0 revoked, or was already; 1 not.`;

/** `keys create`, `keys list` and `keys revoke`. What they do is loaded when it runs: a start needs nothing of it. */
export function keysCommand(): Command {
  const command = new Command("keys").description("make, list and revoke API keys; a server may run meanwhile");
  command
    .command("create")
    .description("make a key of an account and show it, once")
    .requiredOption("--account <id>", "account that gets the key", text("id", 128))
    .option("--create-account", "make the account if there is none", false)
    .option("--name <text>", "what the key is for", text("name", 100), "")
    .option("--expires <when>", `from when on it is refused: ${expiryWords}`, expiry)
    .addOption(storeOption())
    .addHelpText("after", createHelp)
    .action(async (flags: CreateFlags) => (await import("./run-keys.ts")).create(flags));
  command
    .command("list")
    .description("list keys: id, account, name, created, expires, last used, state")
    .option("--account <id>", "those of one account")
    .option("--json", "as a JSON array", false)
    .addOption(storeOption())
    .addHelpText("after", listHelp)
    .action(async (flags: ListFlags) => (await import("./run-keys.ts")).list(flags));
  command
    .command("revoke")
    .description("refuse a key from now on")
    .argument("<id>", "id of the key, as `keys list` shows it")
    .addOption(storeOption())
    .addHelpText("after", revokeHelp)
    .action(async (id: string, flags: RevokeFlags) => (await import("./run-keys.ts")).revoke(id, flags));
  return command;
}
