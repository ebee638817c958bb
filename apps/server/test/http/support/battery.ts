/** Vectors sent over a socket, and everything that docs/behaviour.md promises of such an exchange. */
import type { Store } from "../../../src/index.ts";
import { type Answer, valueOf } from "./answer.ts";
import { type Expected, expectAnswer, expectPromisesOfHead } from "./promises.ts";
import { expectEnd, expectInStep, getRequest, withWire } from "./servers.ts";
import { storeWith } from "./stores.ts";
import type { Wire } from "./wire.ts";

/** What is sent in one piece, and the answers to it. */
export interface Vector {
  readonly name: string;
  /** Every byte, its places filled. */
  readonly request: string;
  /** One for each request in it, in order. */
  readonly answers: readonly (Expected & { readonly method?: string | undefined })[];
  /** Whether the last answer ends the connection. */
  readonly closes: boolean;
  /** The interim answers, where they are promised. */
  readonly interim?: readonly number[] | undefined;
}

/** The two kinds of connection that every vector is sent on, and how many requests go before it. */
export const connections = [
  { connection: "a fresh connection", before: 0 },
  { connection: "a kept connection", before: 2 },
] as const;

/** Counts how often an operation gets as far as the leads. */
export function handlerCount() {
  let runs = 0;
  return {
    runs: (): number => runs,
    /** To be put around the store of the server. */
    wrap: (store: Store): Store =>
      storeWith(
        {
          readPage: async (query) => {
            runs += 1;
            return await store.readPage(query);
          },
        },
        store,
      ),
  };
}

/** Statuses of which the operation has to have run. */
const ofHandler: readonly number[] = [200, 404];

function fail(text: string): never {
  throw new Error(text);
}

/** Reads the answers to a vector and holds them against it. */
async function readAnswers(wire: Wire, vector: Vector): Promise<Answer[]> {
  const received: Answer[] = [];
  for (const expected of vector.answers) {
    const answer = await wire.next(expected.method);
    if (answer.status !== expected.status) fail(`${answer.status} for ${expected.status}: ${answer.body}`);
    if (expected.method === "HEAD") expectPromisesOfHead(answer);
    else expectAnswer(answer, expected);
    received.push(answer);
  }
  const closing = received.map((answer) => valueOf(answer, "connection") === "close").indexOf(true);
  const promised = vector.closes ? received.length - 1 : -1;
  if (closing !== promised) fail(`answer ${closing} says that the connection ends, not ${promised}`);
  return received;
}

/** A last GET, with the wish to end the connection: whatever was answered twice or unasked stands in front of the end. */
async function expectNothingElse(wire: Wire): Promise<void> {
  wire.send(getRequest().replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
  const { status } = await wire.next();
  if (status !== 200) fail(`out of step: ${status}`);
  await expectEnd(wire);
}

/** Where and how a vector is sent. */
export interface Way {
  readonly origin: string;
  /** Plain GETs that go before it on the same connection. */
  readonly before: number;
  /** How often the handler has run. */
  readonly handlerRuns: () => number;
  /** Whether a proxy stands before the server, which has connections of its own. */
  readonly proxied?: boolean;
}

/**
 * Sends a vector: each request in it is answered once, as promised, the handler runs for none that is refused, and then the
 * connection ends or takes a clean GET.
 *
 * @returns the answers.
 * @throws for the first promise that is broken.
 */
export async function expectExchange(vector: Vector, way: Way): Promise<Answer[]> {
  return await withWire(way.origin, async (wire) => {
    for (let sent = 0; sent < way.before; sent += 1) await expectInStep(wire);
    const runsBefore = way.handlerRuns();
    wire.interim.length = 0;
    wire.send(vector.request);
    const received = await readAnswers(wire, vector);
    const runs = way.handlerRuns() - runsBefore;
    const answered = vector.answers.filter(({ status }) => ofHandler.includes(status)).length;
    if (runs > answered) fail(`the handler has run ${runs} times, not ${answered}`);
    const interim = wire.interim.join();
    if (vector.interim && interim !== vector.interim.join()) fail(`interim answers: ${interim}`);
    const expectKept = way.proxied ? expectInStep : expectNothingElse;
    await (vector.closes ? expectEnd : expectKept)(wire);
    return received;
  });
}
