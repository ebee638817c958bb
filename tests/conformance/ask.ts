import { type Customers, readCustomers } from "./leads.ts";

/** One raw answer, kept in memory only. */
export interface Answer extends Customers {
  readonly status: number;
  readonly headers: Headers;
  /** The body as a value; undefined when it is no JSON. */
  readonly body: unknown;
}

/** What a request says besides the path. */
export interface Request {
  readonly query?: Readonly<Record<string, string>>;
  /** A key in place of the caller's; `null` sends none. */
  readonly key?: string | null;
}

/** Sends one GET of `getLeads`. */
export type Ask = (title: string, request?: Request) => Promise<Answer>;

/** The server and who asks it. */
export interface Target {
  /** With the base path, such as `https://www.chatbase.co/api/v1`. */
  readonly url: string;
  readonly chatbotId: string;
  readonly apiKey: string;
  /** @default the platform's */
  readonly fetch?: (input: string, init: RequestInit) => Promise<Response>;
  /** Takes one line for each request. @default nobody */
  readonly progress?: (line: string) => void;
}

/** No pass sends more requests than this. */
export const requestLimit = 40;

/** The pass could not be made: no key, no server, or a server that does not let us in. */
export class CannotRun extends Error {
  override readonly name = "CannotRun";
}

/** As the message of a program's own error, it may hold the URL, so only its kind is told. */
async function send(target: Target, title: string, url: string, headers: Record<string, string>): Promise<Response> {
  try {
    // A redirect is an answer too; following it would send the key somewhere else.
    return await (target.fetch ?? fetch)(url, { headers, redirect: "manual", signal: AbortSignal.timeout(30_000) });
  } catch (error) {
    const kind = error instanceof Error && error.name === "TimeoutError" ? "no answer in 30 seconds" : "no connection";
    throw new CannotRun(`The server cannot be asked (${title}): ${kind}.`);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Asks one after the other and counts. `sent()` says how many requests have gone out. */
export function createAsker(target: Target, limit = requestLimit): { ask: Ask; sent: () => number } {
  let sent = 0;
  const base = target.url.replace(/\/+$/, "");
  const ask: Ask = async (title, { query = {}, key = target.apiKey } = {}) => {
    if (sent >= limit) throw new CannotRun(`The limit of ${limit} requests is reached; nothing more is sent.`);
    sent += 1;
    const url = `${base}/get-leads?${new URLSearchParams(query).toString()}`;
    const headers = { accept: "application/json", ...(key !== null && { authorization: `Bearer ${key}` }) };
    const response = await send(target, title, url, headers);
    const body = parse(await response.text().catch(() => ""));
    target.progress?.(`${sent}/${limit} ${title}: ${response.status}`);
    return { status: response.status, headers: response.headers, body, ...readCustomers(body) };
  };
  return { ask, sent: () => sent };
}
