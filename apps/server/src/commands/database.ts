import { Command } from "commander";
import { storeOption } from "../config.ts";

interface StoreFlag {
  readonly store: string;
}

/** Loaded when they run: a start needs nothing of them. */
const commands = () => import("./run-database.ts");

/** `backup FILE` */
export function backupCommand(): Command {
  return new Command("backup")
    .description("copy the database while the server runs, into a new file that is whole")
    .argument("<file>", "where the backup goes; it must not exist")
    .addOption(storeOption())
    .addHelpText("after", "\nExit codes: 0 there is a backup, 1 there is none.\nOf a Postgres database: pg_dump.")
    .action(async (file: string, { store }: StoreFlag) => (await commands()).backupTo(file, store));
}

/** `restore BACKUP` */
export function restoreCommand(): Command {
  return new Command("restore")
    .description("put a backup into the place of the database, which is kept beside it; stop the server first")
    .argument("<backup>", "what `backup` has written")
    .addOption(storeOption())
    .addHelpText("after", "\nExit codes: 0 restored, 1 nothing has changed.\nOf a Postgres database: pg_restore.")
    .action(async (file: string, { store }: StoreFlag) => (await commands()).restoreFrom(file, store));
}

/** `check` */
export function checkCommand(): Command {
  return new Command("check")
    .description("look at all that the database holds: structure, leads, order; the server may run")
    .option("--accept", "accept what another program has changed, if nothing else is wrong", false)
    .addOption(storeOption())
    .addHelpText("after", "\nExit codes: 0 whole, 1 damaged or not to be read.\nOf a Postgres database: pg_amcheck.")
    .action(async ({ store, accept }: StoreFlag & { accept: boolean }) => (await commands()).checkStore(store, accept));
}
