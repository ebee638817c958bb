// Checked by `tsc`, run by nothing: what must compile, and with @ts-expect-error what must not.
import type { OperationId, operations } from "@chatbase-kit/contract/operations";
import { expectTypeOf } from "vitest";
import * as api from "../src/index.ts";
import type { LeadQuery } from "../src/list-leads-params.ts";

const client = api.createClient({ apiKey: "k" });
const list = client.leads.list({ chatbotId: "b" });

export async function results(): Promise<void> {
  const page = await list;
  expectTypeOf<typeof page>().toEqualTypeOf<api.LeadPage>();
  expectTypeOf<typeof page.items>().toEqualTypeOf<api.Lead[]>();
  expectTypeOf<typeof page.size>().toEqualTypeOf<number | undefined>();
  expectTypeOf<typeof page.envelope>().toEqualTypeOf<"documented" | "observed">();
  expectTypeOf<Awaited<ReturnType<typeof page.next>>>().toEqualTypeOf<api.LeadPage>();
  const { data, response } = await list.withResponse();
  expectTypeOf<typeof data>().toEqualTypeOf<api.LeadPage>();
  expectTypeOf<typeof response>().toEqualTypeOf<Response>();
  expectTypeOf<Awaited<ReturnType<typeof list.toArray>>>().toEqualTypeOf<api.Lead[]>();
  for await (const one of list.pages()) expectTypeOf<typeof one>().toEqualTypeOf<api.LeadPage>();
  for await (const lead of list) {
    expectTypeOf<typeof lead.id>().toEqualTypeOf<string>();
    expectTypeOf<typeof lead.created_at>().toEqualTypeOf<string>();
    expectTypeOf<typeof lead.email>().toEqualTypeOf<string | undefined>();
    // @ts-expect-error a lead has no such field
    void lead.e_mail;
  }
  // @ts-expect-error a page is not iterable, its items are
  for (const lead of page) void lead;
  // @ts-expect-error the number of the page is not for writing
  page.page = 2;
}

export const accepted = [
  () => api.createClient(),
  () => api.createClient({ apiKey: process.env["KEY"] }),
  () =>
    api
      .createClient({ apiKey: async () => await Promise.resolve("k") })
      .with({ timeout: 1 })
      .with({}),
  () => api.createClient({ logger: console, hooks: { onRetry: ({ delay }) => void delay }, retry: { budget: 1 } }),
  () => client.leads.list({ chatbotId: "b" }, { maxRetries: 0, timeout: 1, headers: { "x-a": "b" }, prefetch: true }),
  () => client.leads.list({ chatbotId: "b", startDate: "2024-01-01", endDate: new Date(), page: 1, size: 100 }),
  () => client.leads.list({ chatbotId: "b", startDate: undefined }, { signal: new AbortController().signal }),
  () => api.createClient({ apiKey: "k", baseUrl: undefined, fetch: globalThis.fetch, timeout: 1, maxResponseBytes: 1 }),
  () => api.createClient({ apiKey: "k", fetch: (url: string) => Promise.resolve(Response.json({ url })) }),
  (promise: Promise<api.LeadPage> = list) => promise,
];

export const refused = [
  // @ts-expect-error null is not "from the environment"
  () => api.createClient({ apiKey: null }),
  // @ts-expect-error a call has no key of its own
  () => client.leads.list({ chatbotId: "b" }, { apiKey: "k" }),
  // @ts-expect-error baseUrl, not baseURL
  () => api.createClient({ apiKey: "k", baseURL: "http://127.0.0.1" }),
  // @ts-expect-error a fetch gives a Response
  () => api.createClient({ apiKey: "k", fetch: () => Promise.resolve("text") }),
  // @ts-expect-error a chatbot is needed
  () => client.leads.list({}),
  // @ts-expect-error null is not "no limit"
  () => client.leads.list({ chatbotId: "b", startDate: null }),
  // @ts-expect-error an epoch is not a day
  () => client.leads.list({ chatbotId: "b", startDate: 0 }),
  // @ts-expect-error numbers, not the strings of the wire
  () => client.leads.list({ chatbotId: "b", page: "1" }),
  // @ts-expect-error startDate, not startdate
  () => client.leads.list({ chatbotId: "b", startdate: "2024-01-01" }),
  // @ts-expect-error headers are strings
  () => client.leads.list({ chatbotId: "b" }, { headers: { "x-n": 1 } }),
  // @ts-expect-error "strict" is spelt true
  () => client.with({ validate: "strict" }),
];

// The query goes out as it is: a parameter that the spec renames, adds or removes does not compile.
expectTypeOf<keyof LeadQuery>().toEqualTypeOf<(typeof operations.getLeads.parameters)[number]["name"]>();

export function errors(error: unknown): void {
  if (error instanceof api.ApiError) expectTypeOf<typeof error.status>().toEqualTypeOf<number>();
  if (error instanceof api.RateLimitError)
    expectTypeOf<typeof error.retryAfterMs>().toEqualTypeOf<number | undefined>();
  if (error instanceof api.NotFoundError) expectTypeOf<typeof error.name>().toEqualTypeOf<"NotFoundError">();
  if (error instanceof api.ContractError) expectTypeOf<typeof error.pointer>().toEqualTypeOf<string>();
  if (error instanceof api.PagingError) expectTypeOf<typeof error.page>().toEqualTypeOf<number>();
  if (error instanceof api.ArgumentError) expectTypeOf<typeof error.argument>().toEqualTypeOf<string>();
  if (error instanceof api.ChatbaseError) {
    expectTypeOf<typeof error.operationId>().toEqualTypeOf<OperationId | undefined>();
    expectTypeOf<typeof error.status>().toEqualTypeOf<number | undefined>();
    expectTypeOf<typeof error.requestId>().toEqualTypeOf<string | undefined>();
    expectTypeOf<typeof error.attempts>().toEqualTypeOf<number>();
    expectTypeOf<typeof error.retryable>().toEqualTypeOf<boolean>();
  }
}
