import { once } from "node:events";
import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import type { Chatbot } from "../store/store.ts";
import type { Batch, BatchSource } from "./batch.ts";
import { ImportError } from "./row.ts";

/** What the worker is given; a file cannot be sent, its path can. */
export interface WorkerSource {
  readonly path: string;
  readonly chatbot: Chatbot;
  readonly raw: boolean;
  /** One number, shared by both threads: how many batches have been taken. */
  readonly taken: Int32Array<SharedArrayBuffer>;
}

/** What the worker says. */
export type FromWorker = { readonly batch: Batch } | { readonly end: true } | { readonly refusal: string };

/** Batches that the worker may be ahead: enough for both threads to be busy, little memory. */
export const batchesAhead = 24;

/**
 * As `readBatches`, in a thread of its own.
 *
 * @throws {ImportError} for what is wrong with the file.
 */
export async function* readBatchesInWorker({ file, chatbot, raw }: BatchSource): AsyncGenerator<Batch> {
  // By a name in package.json: the sources and the build have the file in different places.
  const entry = createRequire(import.meta.url).resolve("#import-worker");
  const taken = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(entry, {
    workerData: { path: file.path, chatbot, raw, taken } satisfies WorkerSource,
    // Its garbage is collected before it is much.
    resourceLimits: { maxYoungGenerationSizeMb: 12, maxOldGenerationSizeMb: 64 },
  });
  const arrived: FromWorker[] = [];
  let failure: Error | undefined;
  worker.on("message", (message: FromWorker) => arrived.push(message));
  worker.once("error", (error: Error) => (failure = error));
  try {
    for (;;) {
      if (failure) throw failure;
      // Throws when `error` comes first.
      if (arrived.length === 0) await once(worker, "message");
      const message = arrived.shift();
      if (!message || "end" in message) return;
      if ("refusal" in message) throw new ImportError(message.refusal);
      yield message.batch;
      Atomics.add(taken, 0, 1);
      Atomics.notify(taken, 0);
    }
  } finally {
    await worker.terminate();
  }
}
