/**
 * What a client makes of every fault: a process of its own, since a client may end it. Arguments: module, list of faults as JSON.
 * Prints a verdict for each fault as a line of JSON as soon as it is known.
 */
import { setTimeout as wait } from "node:timers/promises";

/** A fault and its two servers. */
export interface Fault {
  readonly title: string;
  /** What a client has to make of it at every try: the name of our error, or `page`. */
  readonly becomes: string;
  /** Base URL of the server that is spoilt at every try. */
  readonly every: string;
  /** Base URL of the server that is spoilt at the first try only. */
  readonly first: string;
}

/** What each client is set to. */
export interface Setting {
  /** Milliseconds for a request, where the client has such an option. */
  readonly timeout: number;
  readonly retries: number;
}

/** Makes a call that gives the answer for a page, parsed. */
export type Create = (
  baseUrl: string,
  setting: Setting,
) => (query: { chatbotId: string; page: number; size: number }) => Promise<unknown>;

interface ClientModule {
  readonly create: Create;
  readonly isTyped: (error: unknown) => boolean;
}

/** Longer than every attempt with its waits takes together. */
const patience = 5_000;
const setting: Setting = { timeout: 400, retries: 2 };
const good = JSON.stringify([1, 2, 3, 4, 5].map((number) => [`lead_${number}`, `Person ${number}`]));

interface Lead {
  readonly id?: unknown;
  readonly name?: unknown;
}

/** Whether an answer is the page that was asked for, with all of its leads. */
function isPage(answer: unknown): boolean {
  const leads = (answer as { collectedCustomers?: unknown } | undefined)?.collectedCustomers;
  return Array.isArray(leads) && JSON.stringify(leads.map(({ id, name }: Lead) => [id, name])) === good;
}

/** What a call comes to; `error` says whether an error of the client's own is right, too. */
async function verdict({ create, isTyped }: ClientModule, baseUrl: string, error: boolean): Promise<string> {
  const call = async (): Promise<string> => {
    try {
      const answer = await create(baseUrl, setting)({ chatbotId: "b", page: 1, size: 5 });
      return isPage(answer) ? "right" : "**wrong answer taken for right**";
    } catch (caught) {
      if (!error) return "gives up";
      return isTyped(caught) ? "right" : `untyped: ${caught instanceof Error ? caught.name : typeof caught}`;
    }
  };
  return await Promise.race([call(), wait(patience, "**hangs**")]);
}

const [path, list] = process.argv.slice(2);
if (path !== undefined && list !== undefined) {
  const client = (await import(path)) as ClientModule;
  for (const { title, becomes, every, first } of JSON.parse(list) as Fault[]) {
    const [atEvery, atFirst] = await Promise.all([
      verdict(client, every, becomes !== "page"),
      verdict(client, first, becomes === "ContractError"),
    ]);
    process.stdout.write(`${JSON.stringify({ title, every: atEvery, first: atFirst })}\n`);
  }
  // A client that hangs would hold it open.
  process.exit();
}
