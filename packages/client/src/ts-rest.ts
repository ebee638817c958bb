import { createClient } from "./create-client.ts";
import { ArgumentError } from "./errors/argument-error.ts";
import { ApiError } from "./errors/api-errors.ts";
import { operation } from "./get-leads.ts";
import type { ListLeadsParams } from "./list-leads-params.ts";
import type { ClientOptions } from "./options.ts";

/** What ts-rest asks of its `api`: the part of its `ApiFetcherArgs` that matters here, so that nobody needs ts-rest's types. */
export interface TsRestRequest {
  readonly route: { readonly path: string };
  /** The query as it was given, named as in the spec. */
  readonly rawQuery: unknown;
  readonly headers: Readonly<Record<string, string>>;
  readonly fetchOptions?: { readonly signal?: AbortSignal | null | undefined } | undefined;
}

/** What ts-rest makes its answer of. */
export interface TsRestAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

/**
 * A client in the place of ts-rest's own `fetch`, from `@chatbase-kit/client/ts-rest`: the types come from the contract, the
 * key, retries, deadlines and both envelopes from the client. `baseUrl` of `initClient` is not used.
 *
 * What the server refuses is a ts-rest answer with its status. What never arrived, or is not as the contract says, is thrown.
 *
 * @example
 * const api = initClient(contract, { baseUrl: "", api: tsRestApi() });
 *
 * @param options - of `createClient`
 * @throws ArgumentError when an option is wrong. The function that it gives: ArgumentError for a wrong parameter,
 * `authorization` among the headers, and routes that are not of the contract; every other `ChatbaseError` but `ApiError`
 */
export function tsRestApi(options?: ClientOptions): (request: TsRestRequest) => Promise<TsRestAnswer> {
  const client = createClient(options);
  return async ({ route, rawQuery, headers, fetchOptions }) => {
    if (route.path !== operation.path) throw new ArgumentError("route", "not one of this client");
    const { page, size, ...query } = rawQuery as Readonly<Record<string, string | undefined>>;
    const params = { ...query, page: numberOf(page), size: numberOf(size) } as ListLeadsParams;
    try {
      const list = client.leads.list(params, { headers, signal: fetchOptions?.signal ?? undefined });
      const { data, response } = await list.withResponse();
      return { status: response.status, body: { collectedCustomers: data.items }, headers: response.headers };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return { status: error.status, body: { message: error.message }, headers: new Headers() };
    }
  };
}

/** In the contract numbers are texts, as on the wire. What is none is refused by the client. */
function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
