import type { OperationId, operations } from "@chatbase-kit/contract/operations";
import { differences } from "./answer-faults.ts";
import { demoPage } from "./demo-pages.ts";

/** What an answer is held against, besides its schema. */
interface Asked {
  /** Query that was sent. */
  readonly query: Readonly<Record<string, string>>;
  /** The spec's example of the answer. */
  readonly example: unknown;
}

/**
 * How to get one documented answer from a healthy server. Dredd builds one request from the spec's examples and sends it for
 * every status alike; this says what is different about it.
 */
export interface Exchange {
  /** Parameters that are not the spec's example. */
  readonly query?: Readonly<Record<string, string>>;
  /** The request goes out without a key. */
  readonly withoutKey?: true;
  /** Table that the server's database lacks while it answers: a fault that no code of the server knows of. */
  readonly tableAway?: string;
  /** What is wrong with the body; without this, it must be the spec's example. */
  readonly bodyFaults?: (body: unknown, asked: Asked) => string[];
}

/** A 400 says which parameter it is about, after the documented text. */
function refusalOf(parameter: string): (body: unknown, asked: Asked) => string[] {
  return (body, { example }) => {
    const { message = "" } = body as { message?: string };
    const { message: documented } = example as { message: string };
    const good = message.startsWith(documented) && message.includes(parameter);
    return good ? [] : [`the message is "${message}" instead of "${documented}" with a word about ${parameter}`];
  };
}

/** Every documented answer of every operation. One that is missing is a compile error, and fails dredd. */
export const exchanges = {
  getLeads: {
    // The spec's example request, and exactly what the demo data has for it.
    200: {
      bodyFaults: (body, { query }) => differences(body, { collectedCustomers: demoPage({ chatbotId: "", ...query }) }),
    },
    400: { query: { startDate: "2024-02-30" }, bodyFaults: refusalOf("startDate") },
    401: { withoutKey: true },
    404: { query: { chatbotId: "nobody-has-this-one" } },
    500: { query: { page: "2" }, tableAway: "leads" },
  },
} satisfies { [Id in OperationId]: Record<(typeof operations)[Id]["statuses"][number], Exchange> };

/** The exchange for `getLeads 200`; undefined when nobody has written one. */
export function exchangeOf(operationId: string, status: number): Exchange | undefined {
  const all: Readonly<Record<string, Readonly<Record<number, Exchange>>>> = exchanges;
  return all[operationId]?.[status];
}
