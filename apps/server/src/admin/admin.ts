import type { FastifyInstance } from "fastify";
import type { AdjustableClock } from "../clock.ts";
import type { Config } from "../config.ts";
import type { FaultControl } from "../faults/fault-control.ts";
import { newAdminToken } from "../keys/api-key.ts";
import type { Store } from "../store/store.ts";
import { Door } from "./door.ts";
import { Metrics } from "./metrics.ts";
import { RequestJournal } from "./request-journal.ts";

/** Where the admin API is. */
export const adminPath = "/_admin";

/** The admin API of a server that has one. */
export class Admin {
  /** What opens it. */
  readonly token: string;
  readonly #config: Config;
  readonly #parts: { readonly store: Store; readonly faults: FaultControl; readonly clock: AdjustableClock };
  readonly #metrics = new Metrics();
  readonly #journal = new RequestJournal(this.#metrics);

  constructor(
    config: Config,
    parts: { readonly store: Store; readonly faults: FaultControl; readonly clock: AdjustableClock },
  ) {
    this.#config = config;
    this.#parts = parts;
    this.token = config.adminToken === "" ? newAdminToken() : config.adminToken;
  }

  /** Mounts its routes, and sees every request to the rest of the server from now on. */
  mount(app: FastifyInstance): void {
    const context = { ...this.#parts, metrics: this.#metrics, journal: this.#journal };
    app.observer = this.#journal;
    app.addHook("onRequest", (request, reply, done) => {
      if (!request.routeOptions.config.isAdmin) this.#metrics.begin(reply.raw);
      done();
    });
    app.register(
      async (scope) => {
        // Its description and what reads that are loaded only here.
        const { mountAdmin } = await import("./mount-admin.ts");
        mountAdmin(scope, new Door(this.#config, this.token), context);
      },
      { prefix: adminPath },
    );
  }

  /** Sees the bodies that the API sends: to be called behind everything that changes them. */
  watch(api: FastifyInstance): void {
    api.addHook("onSend", (request, _reply, payload, done) => {
      this.#journal.sees(request, payload);
      done(null, payload);
    });
  }

  /** Ends what would hold up a stop. */
  close(): void {
    this.#journal.close();
    this.#metrics.close();
  }
}
