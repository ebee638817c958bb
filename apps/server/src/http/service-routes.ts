import { createRequire } from "node:module";
import type { FastifyInstance } from "fastify";
import type { Store } from "../store/store.ts";

/** Routes of the server itself: `/openapi.json`, the spec that it keeps, and `/health`, whether the database answers. */
export async function mountServiceRoutes(app: FastifyInstance, { store }: { store: Store }): Promise<void> {
  const spec = JSON.stringify(createRequire(import.meta.url)("@chatbase-kit/spec/openapi.json"));
  app.get("/openapi.json", async () => spec);
  app.get("/health", async () => {
    await store.ping();
    return '{"status":"ok"}';
  });
}
