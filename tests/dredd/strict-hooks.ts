import { differences, headerFaults, parseBody } from "./answer-faults.ts";
import { type Exchange, exchangeOf } from "./exchanges.ts";
import { bodyCheck, strictSchema } from "./response-schema.ts";
import { type DocumentedAnswer, documentedAnswers, type Spec } from "./spec.ts";
import { takeTableAway } from "./table-away.ts";
import type { StrictHooks, Transaction } from "./transaction.ts";

/** The server that dredd asks. */
export interface Target {
  readonly apiKey: string;
  /** Its SQLite file, for the fault that a 500 needs. */
  readonly database: string;
}

/** A documented answer and how to get it. */
interface Proof {
  readonly answer: DocumentedAnswer;
  readonly exchange: Exchange;
}

/** The documented answer that dredd made a transaction of; its own words when the spec has none. */
function titleOf(answers: DocumentedAnswer[], { request, origin, expected }: Transaction): string {
  const [method, path, status] = [request.method, origin.resourceName, Number(expected.statusCode)];
  const found = answers.find((answer) => answer.method === method && answer.path === path && answer.status === status);
  return found?.title ?? `${method} ${path} ${status}`;
}

/** Dredd leaves out what it does not understand, with a warning at most. */
function assertSame(found: string[], documented: string[]): void {
  const [made, wanted] = [found.toSorted().join(", "), documented.toSorted().join(", ")];
  if (made !== wanted) throw new Error(`dredd makes transactions for ${made}; the spec documents ${wanted}`);
}

/** Shapes the request: dredd's is the same for every status, and it knows no security scheme. */
function shape(transaction: Transaction, { query = {}, withoutKey }: Exchange, apiKey: string): void {
  const url = new URL(transaction.fullPath, "http://any");
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  transaction.fullPath = url.pathname + url.search;
  if (!withoutKey) transaction.request.headers["Authorization"] = `Bearer ${apiKey}`;
}

/** What dredd's own validation does not see. */
function faultsOf({ fullPath, real }: Transaction, { answer, exchange }: Proof, spec: Spec): string[] {
  const body = parseBody(real?.body ?? "");
  const query = Object.fromEntries(new URL(fullPath, "http://any").searchParams);
  const { bodyFaults = (value: unknown) => differences(value, answer.example) } = exchange;
  const schemaFaults = bodyCheck(strictSchema(spec, answer.schema))(body);
  return [
    ...headerFaults(real?.headers ?? {}, answer.status),
    ...schemaFaults,
    ...(schemaFaults.length > 0 ? [] : bodyFaults(body, { query, example: answer.example })),
  ];
}

/** Dredd forgets `fail` when its own validation has failed already. */
function fail(transaction: Transaction, faults: string[]): void {
  const { test } = transaction;
  if (faults.length === 0 || !test) return;
  if (test.valid) transaction.fail = faults.join("\n");
  else test.message += faults.join("\n");
}

/** The hooks that make dredd strict, for one run. */
export function strictHooks(spec: Spec, { apiKey, database }: Target): StrictHooks {
  const answers = documentedAnswers(spec);
  const proofs = new Map<string, Proof>();
  let putBack: (() => void) | undefined;
  return {
    beforeAll(transactions) {
      for (const transaction of transactions) transaction.id = titleOf(answers, transaction);
      assertSame(
        transactions.map(({ id }) => id),
        answers.map(({ title }) => title),
      );
      for (const answer of answers) {
        const exchange = exchangeOf(answer.operationId, answer.status);
        if (!exchange) throw new Error(`nobody has said how to get ${answer.title}: see tests/dredd/exchanges.ts`);
        proofs.set(answer.title, { answer, exchange });
      }
    },
    beforeEach(transaction) {
      const proof = proofs.get(transaction.id);
      if (!proof) return;
      // Without it dredd compares the keys of an OpenAPI 3 answer with those of the example, and nothing else.
      transaction.expected.bodySchema = JSON.stringify(strictSchema(spec, proof.answer.schema));
      shape(transaction, proof.exchange, apiKey);
      if (proof.exchange.tableAway) putBack = takeTableAway(database, proof.exchange.tableAway);
    },
    afterEach(transaction) {
      putBack?.();
      putBack = undefined;
      const proof = proofs.get(transaction.id);
      if (proof && transaction.real) fail(transaction, faultsOf(transaction, proof, spec));
    },
    afterAll(transactions) {
      const skipped = transactions.filter(({ skip }) => skip).map(({ id }) => id);
      if (skipped.length > 0) throw new Error(`skipped: ${skipped.join(", ")}`);
    },
  };
}
