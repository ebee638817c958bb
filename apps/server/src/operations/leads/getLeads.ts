import type { GetLeadsQuery, Lead, LeadList } from "@chatbase-kit/contract/operations";
import { RequestError } from "../../http/errors.ts";
import { type JsonBytes, jsonObject } from "../../json-text.ts";
import type { OperationContext } from "../operation.ts";
import { pageQuery } from "./getLeads.parameters.ts";

/** What production sends instead of the documented envelope, by code that was fixed against live answers. */
interface ObservedLeadList {
  collectedCustomers: { data: Lead[] };
}

/**
 * `GET /get-leads`: one page of a chatbot's leads, newest first.
 *
 * @throws {RequestError} 400 for parameters, 404 for a chatbot that is unknown or another account's: the two look alike.
 */
export async function getLeads(
  query: GetLeadsQuery,
  { accountId, store, config }: OperationContext,
): Promise<JsonBytes<LeadList>> {
  const leads = await store.readPage(pageQuery(query, accountId, config.maxPageSize));
  if (!leads) throw new RequestError("not_found");
  if (config.envelope === "documented") return jsonObject<LeadList, "collectedCustomers">("collectedCustomers", leads);
  const data = jsonObject<ObservedLeadList["collectedCustomers"], "data">("data", leads);
  return jsonObject<ObservedLeadList, "collectedCustomers">("collectedCustomers", data) as JsonBytes<never>;
}
