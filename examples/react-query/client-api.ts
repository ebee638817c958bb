import { ApiError, type Client } from "@chatbase-kit/client";
import type { contract } from "@chatbase-kit/contract";
import type { ApiFetcher, ClientInferRequest } from "@ts-rest/core";

type Query = ClientInferRequest<typeof contract.getLeads>["query"];
const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));

/**
 * Our client in the place of ts-rest's own `fetch`: the same types from the same contract, and retries, deadlines and both
 * envelopes beneath. What the server refuses stays a ts-rest answer with its status; what never arrived is thrown.
 */
export function clientApi(client: Client): ApiFetcher {
  return async ({ rawQuery, fetchOptions }) => {
    const { page, size, ...query } = rawQuery as Query;
    const params = { ...query, page: number(page), size: number(size) };
    try {
      const list = client.leads.list(params, { signal: fetchOptions?.signal ?? undefined });
      const { data, response } = await list.withResponse();
      return { status: 200, body: { collectedCustomers: data.items }, headers: response.headers };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return { status: error.status, body: { message: error.message }, headers: new Headers() };
    }
  };
}
