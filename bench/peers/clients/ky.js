import ky from "ky";

/** ky, one instance, with its retries. */
export function create(baseUrl, apiKey) {
  const client = ky.create({ headers: { authorization: `Bearer ${apiKey}` } });
  return async (searchParams) => (await client.get(`${baseUrl}/get-leads`, { searchParams }).json()).collectedCustomers;
}
