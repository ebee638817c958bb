import type { Lead } from "@chatbase-kit/contract/operations";
import { type Client, type ClientOptions, createClient, type FetchInit } from "../../src/index.ts";

/** A key that no other text of the tests contains. */
export const testKey = "6b1f3c7e-5a0d-4f7e-9b55-c0ffee15bad0";
export const chatbotId = "bot_Zq8xW2mN4vB6kL0pRtYs1";

export interface Sent {
  readonly url: URL;
  readonly init: FetchInit;
}

export interface Fake {
  readonly client: Client;
  /** Every request so far, oldest first. */
  readonly sent: Sent[];
  readonly fetch: (url: string, init: FetchInit) => Promise<Response>;
}

/** A client whose `fetch` is `answer`. */
export function fakeApi(
  answer: (request: Sent, number: number) => Response | Promise<Response>,
  options: Partial<ClientOptions> = {},
): Fake {
  const sent: Sent[] = [];
  const fetch = async (url: string, init: FetchInit) => {
    const request = { url: new URL(url), init };
    return await answer(request, sent.push(request));
  };
  return { client: createClient({ apiKey: testKey, fetch, maxRetries: 0, ...options }), sent, fetch };
}

/** A documented success. */
export function page(leads: readonly unknown[], headers: Record<string, string> = {}): Response {
  return Response.json({ collectedCustomers: leads }, { headers });
}

/** Number of the page that a request asks for. */
export function pageOf(url: URL): number {
  return Number(url.searchParams.get("page"));
}

/** Three pages of two leads each, then nothing. */
export function sixLeads(options?: Partial<ClientOptions>): Fake {
  return fakeApi(({ url }) => page(pageOf(url) <= 3 ? leads(pageOf(url) * 2 - 1, pageOf(url) * 2) : []), options);
}

/** A refusal as the spec describes it. */
export function refusal(status: number, message: string, headers: Record<string, string> = {}): Response {
  return Response.json({ message }, { status, headers });
}

/** Leads `from` to `to`, both inclusive. */
export function leads(from: number, to: number): Lead[] {
  return Array.from({ length: to - from + 1 }, (_, index) => lead(from + index));
}

export function lead(number: number): Lead {
  return { id: `lead_${number}`, name: `Person ${number}`, created_at: "2024-01-01T12:00:00Z" };
}

/** What `promise` rejects with; fails the test when it does not. */
export async function failure(promise: PromiseLike<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("expected a rejection");
}

/** Everything that an iteration gives. */
export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
