import type { LeadRecord } from "../leads/lead-record.ts";
import type { Chatbot, Store, StoreTransaction } from "../store/store.ts";
import { checkLead, leadFields } from "./check-lead.ts";
import { readCsv } from "./csv.ts";
import { type ImportFile, openImportFile } from "./import-file.ts";
import { readNdjson } from "./ndjson.ts";
import { Rejects } from "./rejects.ts";
import { ImportError, type Row, RowError } from "./row.ts";

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
  /** Hears of the rows read so far, and of the bytes they took of how many. */
  readonly onProgress?: (rows: number, bytes: number, size: number) => void;
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

const batchSize = 1_000;

interface Checked {
  readonly row: Row;
  readonly lead: LeadRecord;
}

/** One run over one file: counts, and the batch that is being filled. */
class Import {
  readonly #options: ImportOptions;
  readonly #chatbot: Chatbot;
  readonly #transaction: StoreTransaction;
  readonly #rejects: Rejects | undefined;
  readonly #counts = { rows: 0, added: 0, known: 0, rejected: 0 };
  #batch: Checked[] = [];

  constructor(options: ImportOptions, chatbot: Chatbot, transaction: StoreTransaction, rejects: Rejects | undefined) {
    this.#options = options;
    this.#chatbot = chatbot;
    this.#transaction = transaction;
    this.#rejects = rejects;
  }

  async run(file: ImportFile): Promise<ImportResult> {
    const bytes = file.read();
    const rows = file.format === "csv" ? readCsv(bytes, leadFields) : readNdjson(bytes, leadFields);
    for await (const row of rows) {
      await this.#take(row);
      if (this.#counts.rows % batchSize === 0)
        this.#options.onProgress?.(this.#counts.rows, bytes.bytesRead, file.size);
    }
    await this.#flush();
    return this.#finish();
  }

  async #take(row: Row): Promise<void> {
    this.#counts.rows += 1;
    try {
      this.#batch.push({ row, lead: checkLead(row, this.#chatbot) });
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      await this.#reject(row, error.message);
    }
    if (this.#batch.length === batchSize) await this.#flush();
  }

  async #flush(): Promise<void> {
    this.#options.signal?.throwIfAborted();
    const batch = this.#batch;
    this.#batch = [];
    const outcomes = await this.#transaction.addLeads(
      this.#chatbot.id,
      batch.map(({ lead }) => lead),
    );
    for (const [index, { row }] of batch.entries()) {
      const outcome = outcomes[index];
      if (outcome === "added" || outcome === "known") this.#counts[outcome] += 1;
      else await this.#reject(row, "its id is that of another lead with other content; give it an id of its own");
    }
  }

  async #reject(row: Row, reason: string): Promise<void> {
    this.#counts.rejected += 1;
    this.#options.onRejected?.(row.line, reason);
    await this.#rejects?.add(row);
  }

  async #finish(): Promise<ImportResult> {
    if (this.#counts.rejected > 0 && !this.#rejects) {
      await this.#transaction.rollback();
      return { ...this.#counts, added: 0, rejectedFile: undefined };
    }
    await this.#rejects?.keep();
    await this.#transaction.commit();
    return { ...this.#counts, rejectedFile: this.#counts.rejected > 0 ? this.#rejects?.path : undefined };
  }
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
