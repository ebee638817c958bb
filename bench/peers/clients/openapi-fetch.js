import createClient from "openapi-fetch";

/** openapi-fetch: types from the spec, nothing checked at run time. */
export function create(baseUrl, apiKey) {
  const client = createClient({ baseUrl, headers: { authorization: `Bearer ${apiKey}` } });
  return async (query) => (await client.GET("/get-leads", { params: { query } })).data.collectedCustomers;
}
