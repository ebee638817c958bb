import { create as createAxios } from "axios";

/** axios, one instance. */
export function create(baseURL, apiKey) {
  const client = createAxios({ baseURL, headers: { authorization: `Bearer ${apiKey}` } });
  return async (params) => (await client.get("/get-leads", { params })).data.collectedCustomers;
}
