import { OpenAI, OpenAIError } from "openai";

/** The core of openai-node, pointed at another server: its timeout, its retries with its own waits. */
export function create(baseURL, { timeout, retries }) {
  const client = new OpenAI({ apiKey: "key", baseURL, timeout, maxRetries: retries });
  return (query) => client.get("/get-leads", { query });
}

export const isTyped = (error) => error instanceof OpenAIError;
