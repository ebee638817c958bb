/** The other thread of a large import: reads the file and checks its rows, while the first one stores them. */
import { parentPort, workerData } from "node:worker_threads";
import { readBatches } from "./batch.ts";
import { openImportFile } from "./import-file.ts";
import { ImportError } from "./row.ts";
import { batchesAhead, type FromWorker, type WorkerSource } from "./worker-batches.ts";

const port = parentPort;
if (!port) throw new Error("This file is the entry of a worker thread.");

function say(message: FromWorker): void {
  port?.postMessage(message);
}

const { path, chatbot, raw, taken } = workerData as WorkerSource;

/** Waits until the other thread has taken enough of what was sent. */
function waitForRoom(sent: number): void {
  for (let seen = Atomics.load(taken, 0); sent - seen >= batchesAhead; seen = Atomics.load(taken, 0))
    Atomics.wait(taken, 0, seen);
}

let sent = 0;
try {
  for await (const batch of readBatches({ file: await openImportFile(path), chatbot, raw })) {
    waitForRoom(sent);
    say({ batch });
    sent += 1;
  }
  say({ end: true });
} catch (error) {
  if (!(error instanceof ImportError)) throw error;
  say({ refusal: error.message });
}
