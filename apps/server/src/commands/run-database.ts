import { StoreError } from "../store/store-error.ts";
import { isPostgresUrl } from "../store/postgres/database-url.ts";
import { backUp } from "../store/sqlite/backup.ts";
import { realPath } from "../store/sqlite/held-files.ts";
import { checkDatabase } from "../store/sqlite/check.ts";
import { restore } from "../store/sqlite/restore.ts";
import { progress } from "./progress.ts";
import { number } from "./number.ts";

/** @throws {StoreError} if the store is no file. */
function fileOf(store: string, otherwise: string): string {
  if (isPostgresUrl(store)) throw new StoreError(`This is for SQLite files. Of a Postgres database, use ${otherwise}.`);
  if (store === ":memory:")
    throw new StoreError("A store in memory ends with its server. Name a file with --store PATH.");
  return realPath(store);
}

/** `backup`: also says how to bring it back. */
export async function backupTo(file: string, store: string): Promise<void> {
  const path = fileOf(store, "pg_dump");
  const shown = progress("copying");
  try {
    await backUp(path, file, shown.update);
  } finally {
    shown.end();
  }
  process.stdout.write(
    `Backed up ${path} to ${file}. Bring it back with \`chatbase-server restore ${file} --store ${path}\`.\n`,
  );
}

/** `restore` */
export function restoreFrom(file: string, store: string): void {
  const path = fileOf(store, "pg_restore");
  const aside = restore(file, path);
  const kept = aside === undefined ? "" : ` What was there is now ${aside}; remove it when you do not miss anything.`;
  process.stdout.write(`Restored ${path} from ${file}.${kept}\n`);
}

/** `check`: exit code 1 if something is wrong. */
export function checkStore(store: string, accept: boolean): void {
  const path = fileOf(store, "pg_amcheck");
  const shown = progress("checking");
  const { leads, faults } = checkDatabase(path, accept, shown.update);
  shown.end();
  if (faults.length === 0) {
    process.stdout.write(`${path} is whole: ${number.format(leads)} leads.\n`);
    return;
  }
  process.stdout.write(`${path} is damaged:\n${faults.map((fault) => `  ${fault}\n`).join("")}`);
  process.stdout.write(`Bring a backup back with \`chatbase-server restore BACKUP --store ${path}\`.\n`);
  process.exitCode = 1;
}
