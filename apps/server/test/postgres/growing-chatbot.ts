/** A chatbot that gets file after file, and what each of its pages is after each of them. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Lead } from "@chatbase-kit/contract/operations";
import { type LeadRecord, leadRecord } from "../../src/index.ts";

const firstDay = 19_723;
export const days = 30;

/** What is asked of the chatbot. Days are counted from 2024-01-01. */
export interface PageRequest {
  readonly page: number;
  readonly size: number;
  readonly range?: readonly [from: number, to: number];
}

/** RFC 3339 date of a day counted from 2024-01-01. */
export function dateOf(day: number): string {
  return new Date((firstDay + day) * 86_400_000).toISOString().slice(0, 10);
}

/** Newest first, ties by id. */
function compare(a: LeadRecord, b: LeadRecord): number {
  return b.day - a.day || b.microsecond - a.microsecond || Buffer.compare(Buffer.from(a.id), Buffer.from(b.id));
}

/** The leads of one file: spread over all days, between those of the files before it, many at one instant. */
function leadsOf(file: number, count: number): Lead[] {
  return Array.from({ length: count }, (_, index) => {
    const second = ((index * 7_919 + file * 13) % (days * 1_440)) * 60;
    const created_at = new Date(firstDay * 86_400_000 + second * 1_000).toISOString();
    return { id: `lead-${file}-${index}`, name: `Doe, Jane ${index}`, created_at };
  });
}

/** The files, and the chatbot's leads in order after none, one, two … of them. */
export class GrowingChatbot {
  readonly #states: readonly (readonly LeadRecord[])[];
  readonly files: readonly string[];

  constructor(owner: { chatbot_id: string; account_id: string }, folder: string, files: number, leadsPerFile: number) {
    const batches = Array.from({ length: files }, (_, file) => leadsOf(file, leadsPerFile));
    this.files = batches.map((batch, file) => {
      const path = join(folder, `leads-${file}.ndjson`);
      writeFileSync(path, batch.map((lead) => `${JSON.stringify(lead)}\n`).join(""));
      return path;
    });
    const records = batches.map((batch) => batch.map((lead) => leadRecord({ ...lead, ...owner })));
    this.#states = Array.from({ length: files + 1 }, (_, state) => records.slice(0, state).flat().toSorted(compare));
  }

  /** The body of the answer when so many files have been imported. */
  answerAfter(files: number, { page, size, range: [from, to] = [0, days] }: PageRequest): string {
    const leads = (this.#states[files] ?? []).filter(({ day }) => day >= firstDay + from && day <= firstDay + to);
    const texts = leads.slice((page - 1) * size, page * size).map(({ json }) => json);
    return `{"collectedCustomers":[${texts.join(",")}]}`;
  }
}
