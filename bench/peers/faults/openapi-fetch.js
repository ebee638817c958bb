import createClient from "openapi-fetch";

/** openapi-fetch: it has no timeout and no retries. What it gives as `error` is a refusal that it has seen. */
export function create(baseUrl) {
  const client = createClient({ baseUrl });
  return async (query) => {
    const { data, error, response } = await client.GET("/get-leads", { params: { query } });
    if (error !== undefined || !response.ok) throw Object.assign(new Error("error"), { refused: true });
    return data;
  };
}

export const isTyped = (error) => error.refused === true;
