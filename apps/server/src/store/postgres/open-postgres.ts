import type { OrderSizes } from "../order/outline.ts";
import type { Store } from "../store.ts";
import { Connections, type Patience } from "./connections.ts";
import { explainOpening } from "./failures.ts";
import { migrate } from "./migrations.ts";
import { PostgresStore } from "./postgres-store.ts";
import { checkServerVersion } from "./server-version.ts";

/** What tests choose otherwise. */
export interface PostgresOptions {
  /** How large runs get that are counted. */
  readonly sizes?: OrderSizes;
  readonly patience?: Patience;
}

/**
 * Opens a database and brings its schema up to date.
 *
 * @throws {StoreError} with one line that says what to do, and does not tell the password.
 */
export async function openPostgres(url: string, options: PostgresOptions = {}): Promise<Store> {
  let connections: Connections | undefined;
  try {
    connections = new Connections(url, options.patience);
    await connections.lend(async (client) => {
      await checkServerVersion(client, url);
      await migrate(client, url);
    });
    return new PostgresStore(connections, options.sizes);
  } catch (error) {
    await connections?.close();
    throw explainOpening(url, error);
  }
}
