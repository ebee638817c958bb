import { setImmediate } from "node:timers/promises";
import type { Chatbot, Store, StoreTransaction } from "../store/store.ts";
import { type BadRow, type Batch, leadsOf, readBatches } from "./batch.ts";
import { type ImportFile, openImportFile } from "./import-file.ts";
import { Rejects } from "./rejects.ts";
import { ImportError } from "./row.ts";
import { readBatchesInWorker } from "./worker-batches.ts";

/** What to import, and who wants to hear of it. */
export interface ImportOptions {
  readonly store: Store;
  /** The chatbot that gets the leads. */
  readonly chatbotId: string;
  /** Path of a CSV file with a header row, or of an NDJSON file. */
  readonly file: string;
  /** Imports the good rows although there are bad ones, and writes the bad ones to a file. @default false */
  readonly skipInvalid?: boolean;
  /** Stops the import; nothing has been imported then. */
  readonly signal?: AbortSignal | undefined;
  /** Hears of each bad row: its line, counted from 1, and why it is bad. */
  readonly onRejected?: (line: number, reason: string) => void;
  /** Hears of the rows read so far, and of the share of the work that is done, 0 to 1. */
  readonly onProgress?: (rows: number, share: number) => void;
}

/** What became of the rows of a file: `rows` is the sum of the others. */
export interface ImportResult {
  readonly rows: number;
  /** Stored now; zero if the import came to nothing. */
  readonly added: number;
  /** Were in the store already, with the same content. */
  readonly known: number;
  readonly rejected: number;
  /** Where the bad rows are, if any were skipped. */
  readonly rejectedFile: string | undefined;
}

/** Bytes from which on a second thread is worth its start, about 0.1 s. */
const largeFile = 4_194_304;

/** Share of the work that is done when the file is read; the rest is storing. */
const readingShare = 0.7;

/** One run over one file. */
class Import {
  readonly #options: ImportOptions;
  readonly #chatbot: Chatbot;
  readonly #transaction: StoreTransaction;
  readonly #rejects: Rejects | undefined;
  readonly #counts = { rows: 0, added: 0, known: 0, rejected: 0 };

  constructor(options: ImportOptions, chatbot: Chatbot, transaction: StoreTransaction, rejects: Rejects | undefined) {
    this.#options = options;
    this.#chatbot = chatbot;
    this.#transaction = transaction;
    this.#rejects = rejects;
  }

  async run(file: ImportFile): Promise<ImportResult> {
    const source = { file, chatbot: this.#chatbot, raw: this.#rejects !== undefined };
    const batches = file.size < largeFile ? readBatches(source) : readBatchesInWorker(source);
    for await (const batch of batches) {
      await this.#take(batch);
      this.#progress((readingShare * batch.bytes) / file.size);
      // The other thread sends on and on, and Node hands over what has come before it does anything else: a server is to answer.
      await setImmediate();
    }
    return this.#finish();
  }

  #progress(share: number): void {
    this.#options.signal?.throwIfAborted();
    this.#options.onProgress?.(this.#counts.rows, share);
  }

  async #take(batch: Batch): Promise<void> {
    const outcomes = await this.#transaction.addLeads(this.#chatbot.id, leadsOf(batch));
    const bad = [...batch.bad];
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome !== "conflict") this.#counts[outcome] += 1;
      else bad.push(conflictOf(batch, index));
    }
    for (const row of bad.toSorted((one, other) => one.line - other.line)) await this.#reject(row);
    this.#counts.rows += outcomes.length + batch.bad.length;
  }

  async #reject(row: BadRow): Promise<void> {
    this.#counts.rejected += 1;
    this.#options.onRejected?.(row.line, row.reason);
    await this.#rejects?.add(row);
  }

  async #finish(): Promise<ImportResult> {
    if (this.#counts.rejected > 0 && !this.#rejects) {
      await this.#transaction.rollback();
      return { ...this.#counts, added: 0, rejectedFile: undefined };
    }
    await this.#rejects?.keep();
    await this.#transaction.commit((share) => this.#progress(readingShare + (1 - readingShare) * share));
    return { ...this.#counts, rejectedFile: this.#counts.rejected > 0 ? this.#rejects?.path : undefined };
  }
}

function conflictOf({ lines, raws, header }: Batch, index: number): BadRow {
  const reason = "its id is that of another lead with other content; give it an id of its own";
  return { line: lines[index] ?? 0, raw: raws[index] ?? "", header, reason };
}

/**
 * Imports a file of leads: all of it or, if one row is bad or the process dies, nothing. Importing a file again adds nothing.
 * Memory does not grow with the file.
 *
 * @throws {ImportError} if the chatbot or the file cannot be used; the reason of `signal` if it stops the import. Nothing has
 * been imported then.
 */
export async function importLeads(options: ImportOptions): Promise<ImportResult> {
  const chatbot = await options.store.findChatbot(options.chatbotId);
  if (!chatbot) throw new ImportError(await unknownChatbot(options));
  const file = await openImportFile(options.file);
  const rejects = options.skipInvalid ? new Rejects(file) : undefined;
  const transaction = await options.store.begin();
  try {
    return await new Import(options, chatbot, transaction, rejects).run(file);
  } catch (error) {
    await transaction.rollback();
    await rejects?.discard();
    throw error;
  }
}

async function unknownChatbot({ store, chatbotId }: ImportOptions): Promise<string> {
  const known = (await store.listChatbots()).map(({ id, name }) => `  ${id}  ${name}`);
  return [`There is no chatbot ${chatbotId}. The chatbots of this store are:`, ...known].join("\n");
}
