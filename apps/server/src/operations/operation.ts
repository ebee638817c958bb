import type { Config } from "../config.ts";
import type { Store } from "../store/store.ts";

/** What an operation gets besides its parameters. */
export interface OperationContext {
  /** Account of the API key that was sent. */
  readonly accountId: string;
  readonly store: Store;
  readonly config: Pick<Config, "envelope" | "maxPageSize">;
}
