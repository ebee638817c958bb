import type { LeadRecord } from "../leads/lead-record.ts";
import type { JsonText } from "../json-text.ts";
import type { Chatbot } from "../store/store.ts";
import { checkLead, leadFields } from "./check-lead.ts";
import { readCsv } from "./csv.ts";
import type { ImportFile } from "./import-file.ts";
import { readNdjson } from "./ndjson.ts";
import { type Row, RowError } from "./row.ts";

/** A row that cannot be imported. */
export interface BadRow extends Pick<Row, "line" | "raw" | "header"> {
  readonly reason: string;
}

/**
 * Some rows of a file, checked. Columns instead of objects: they come from another thread, and an array of texts is copied
 * at a third of the price.
 */
export interface Batch {
  /** Bytes of the file that have been read. */
  readonly bytes: number;
  readonly header: string;
  readonly lines: readonly number[];
  /** The rows as they stand in the file; empty if nobody wants them. */
  readonly raws: readonly string[];
  readonly ids: readonly string[];
  readonly days: readonly number[];
  readonly microseconds: readonly number[];
  readonly keys: readonly string[];
  readonly hashes: readonly number[];
  readonly jsons: readonly string[];
  readonly bad: readonly BadRow[];
}

/** What to read. */
export interface BatchSource {
  readonly file: ImportFile;
  readonly chatbot: Chatbot;
  /** Whether rows are wanted as they stand in the file; bad ones always are. */
  readonly raw: boolean;
}

/** Few: what lives while a batch is filled has to be moved by every collection of garbage. */
const rowsInBatch = 250;
const charactersInBatch = 262_144;

/** The leads of a batch, in the order of the file. */
export function leadsOf({ ids, days, microseconds, keys, hashes, jsons }: Batch): LeadRecord[] {
  return ids.map((id, index) => ({
    id,
    day: days[index] as number,
    microsecond: microseconds[index] as number,
    key: keys[index] as string,
    hash: hashes[index] as number,
    json: jsons[index] as JsonText<never>,
  }));
}

/** A batch that is being filled. */
class Filling {
  readonly lines: number[] = [];
  readonly raws: string[] = [];
  readonly ids: string[] = [];
  readonly days: number[] = [];
  readonly microseconds: number[] = [];
  readonly keys: string[] = [];
  readonly hashes: number[] = [];
  readonly jsons: string[] = [];
  readonly bad: BadRow[] = [];
  header = "";
  #characters = 0;

  get full(): boolean {
    return this.ids.length + this.bad.length >= rowsInBatch || this.#characters >= charactersInBatch;
  }

  take(row: Row, { chatbot, raw }: BatchSource): void {
    this.header = row.header;
    this.#characters += row.raw.length;
    try {
      const lead = checkLead(row, chatbot);
      this.lines.push(row.line);
      if (raw) this.raws.push(row.raw);
      this.ids.push(lead.id);
      this.days.push(lead.day);
      this.microseconds.push(lead.microsecond);
      this.keys.push(lead.key);
      this.hashes.push(lead.hash);
      this.jsons.push(lead.json);
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      this.bad.push({ line: row.line, raw: row.raw, header: row.header, reason: error.message });
    }
  }

  /** A plain object: nothing else can be sent to another thread. */
  close(bytes: number): Batch {
    const { header, lines, raws, ids, days, microseconds, keys, hashes, jsons, bad } = this;
    return { bytes, header, lines, raws, ids, days, microseconds, keys, hashes, jsons, bad };
  }
}

/**
 * Reads a file of leads and checks each row against the contract.
 *
 * @throws {ImportError} for what is wrong with the file and not with a row.
 */
export async function* readBatches(source: BatchSource): AsyncGenerator<Batch> {
  const { file } = source;
  const bytes = file.read();
  let filling = new Filling();
  for await (const rows of file.format === "csv" ? readCsv(bytes, leadFields) : readNdjson(bytes, leadFields)) {
    for (const row of rows) {
      filling.take(row, source);
      if (!filling.full) continue;
      yield filling.close(bytes.bytesRead);
      filling = new Filling();
    }
  }
  yield filling.close(file.size);
}
