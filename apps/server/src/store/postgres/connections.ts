import { type ClientBase, Pool, type PoolClient } from "pg";
import type { Reader } from "./order-reader.ts";
import { explainUse, isTimeout, isUnavailable } from "./failures.ts";
import type { Statement } from "./statements.ts";

/** How long a database may be silent, in milliseconds. */
export interface Patience {
  /** Until there is a connection. @default the URL's `connect_timeout`, in seconds there, or 5000 */
  readonly connect: number;
  /** Until a read is answered. @default 10000 */
  readonly read: number;
}

function usualPatience(url: string): Patience {
  const seconds = Number(URL.parse(url)?.searchParams.get("connect_timeout") ?? 0);
  return { connect: seconds > 0 ? seconds * 1_000 : 5_000, read: 10_000 };
}

/**
 * Every statement walks along an index. The planner is not to prefer to read all of a chatbot because it thinks that it is
 * small: the statistics are older than the last import.
 */
const plansByIndex = "SET enable_seqscan = off; SET enable_bitmapscan = off; SET jit = off";

/** The connections of one process to one database. */
export class Connections implements Reader {
  readonly #pool: Pool;
  readonly #patience: Patience;
  /** When each connection was made, by the clock of `performance`. */
  readonly #since = new WeakMap<ClientBase, number>();

  /** @param url of the database; its parameters are those of `pg`. */
  constructor(url: string, patience: Patience = usualPatience(url)) {
    this.#patience = patience;
    this.#pool = new Pool({
      connectionString: url,
      application_name: "chatbase-kit",
      connectionTimeoutMillis: patience.connect,
      keepAlive: true,
      // oxlint-disable-next-line typescript/no-misused-promises -- the pool waits for it; its types do not say so
      onConnect: prepare,
    });
    // A connection that was idle when it broke: the pool has dropped it, and whoever asks next gets another.
    this.#pool.on("error", () => {});
    this.#pool.on("connect", (client) => {
      this.#since.set(client, performance.now());
      // One that breaks in somebody's hands while nothing is asked: the next statement says so.
      client.on("error", () => {});
    });
  }

  /**
   * Runs a statement that reads, on any connection. One that was there before is not trusted: when the database restarts, all
   * of them break, and each is found out by being used. So the statement is run again, until a new connection breaks too.
   *
   * @returns rows as arrays: making an object of each costs more than reading it.
   * @throws {StoreUnavailable} if the database does not answer.
   */
  async read<Row extends unknown[]>(statement: Statement, values: readonly unknown[]): Promise<Row[]> {
    const query = this.#queryOf(statement, values);
    const begun = performance.now();
    for (;;) {
      const client = await this.own();
      try {
        const { rows } = await client.query<Row>(query);
        client.release();
        return rows;
      } catch (error) {
        client.release(true);
        const isNew = (this.#since.get(client) ?? 0) > begun;
        // Who has waited for a timeout is not made to wait for another.
        if (isNew || isTimeout(error) || !isUnavailable(error)) throw explainUse(error);
      }
    }
  }

  /**
   * A connection of the caller's own, to be released: with `true` if it is not to be used again.
   *
   * @throws {StoreUnavailable} if the database does not answer.
   */
  async own(): Promise<PoolClient> {
    return await this.#pool.connect().catch((error: unknown) => {
      throw explainUse(error);
    });
  }

  /**
   * Lends a connection, and takes it back when the work has ended well.
   *
   * @throws what the work throws; the connection is not used again then, and what it had begun is undone.
   */
  async lend<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.own();
    try {
      const result = await work(client);
      client.release();
      return result;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  /**
   * Runs reads that all see one state of the database.
   *
   * @throws {StoreUnavailable} if the database does not answer.
   */
  async snapshot<T>(work: (reader: Reader) => Promise<T>): Promise<T> {
    return await this.lend(async (client) => {
      await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
      const read = async <Row extends unknown[]>(statement: Statement, values: readonly unknown[]): Promise<Row[]> =>
        (await client.query<Row>(this.#queryOf(statement, values))).rows;
      const result = await work({ read });
      await client.query("COMMIT");
      return result;
    }).catch((error: unknown) => {
      throw explainUse(error);
    });
  }

  #queryOf({ name, text }: Statement, values: readonly unknown[]) {
    return { name, text, values: [...values], rowMode: "array" as const, query_timeout: this.#patience.read };
  }

  /** Resolves when every connection has been released and ended. */
  close(): Promise<void> {
    return this.#pool.end();
  }
}

async function prepare(client: ClientBase): Promise<void> {
  // An engine that does not know these plans does not make them.
  await client.query(plansByIndex).catch(() => {});
}
