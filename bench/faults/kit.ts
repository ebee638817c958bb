import { ChatbaseError, createClient } from "@chatbase-kit/client";
import type { Create } from "./meet.ts";

/** This kit's client. */
export const create: Create = (baseUrl, { timeout, retries }) => {
  const retry = { baseDelay: 1 };
  const client = createClient({
    apiKey: "key",
    baseUrl,
    timeout,
    maxRetries: retries,
    retry,
    maxResponseBytes: 1_000_000,
  });
  return async (query) => ({ collectedCustomers: (await client.leads.list(query)).items });
};

/** Whether an error is of this client and not of something below it. */
export const isTyped = (error: unknown): boolean => error instanceof ChatbaseError;
