import type { ClientBase } from "pg";
import { StoreError } from "../store-error.ts";
import { describeLocation } from "./database-url.ts";

const oldest = 15;

/**
 * Refuses a Postgres that is too old. Other engines that speak its protocol have versions of their own, and YugabyteDB (`-YB-`)
 * that of the Postgres which it was made from: of them nothing is known here.
 *
 * @throws {StoreError} in words for whoever starts the server.
 */
export async function checkServerVersion(client: ClientBase, url: string): Promise<void> {
  const { rows } = await client.query<{ version: string }>("SELECT version()");
  const version = rows[0]?.version ?? "";
  const [, major] = /^PostgreSQL (\d+)(?!.*-YB-)/.exec(version) ?? [];
  if (major === undefined || Number(major) >= oldest) return;
  throw new StoreError(
    `Cannot use the database ${describeLocation(url)}: it runs on Postgres ${major}, and the oldest that will do is ${oldest}. ` +
      "Upgrade it, or name another in DATABASE_URL.",
  );
}
