import type { GetLeadsQuery, Lead, LeadList } from "@chatbase-kit/contract/operations";
import type { FastifyRequest } from "fastify";
import { getLeads } from "../operations/leads/getLeads.ts";
import type { OperationContext } from "../operations/operation.ts";
import type { Envelope } from "./fault.ts";
import type { RequestFaults } from "./request-faults.ts";

interface AnyLeadList {
  readonly collectedCustomers: readonly Lead[] | { readonly data: readonly Lead[] };
}

const lastPage = 999_999_999;

function leadsOf(text: string): { leads: readonly Lead[]; envelope: Envelope } {
  const { collectedCustomers: list } = JSON.parse(text) as AnyLeadList;
  return "data" in list ? { leads: list.data, envelope: "observed" } : { leads: list, envelope: "documented" };
}

/** Reads other pages of the list that a request asks for. */
function pageReader(request: FastifyRequest, context: OperationContext): (number: number) => Promise<readonly Lead[]> {
  const query = request.query as GetLeadsQuery;
  return async (number) => {
    if (number > lastPage) return [];
    const body = await getLeads({ ...query, page: String(number) }, context);
    return (JSON.parse(Buffer.from(body).toString()) as LeadList).collectedCustomers;
  };
}

/** Whether a request gets faults that have to do with the leads of a page. */
export function touchesLeads({ chosen }: RequestFaults): boolean {
  return chosen.some(({ effects }) => effects.page !== undefined || effects.envelope !== undefined);
}

/** The body of `getLeads` with the faults of its list. */
export async function spoilLeads(
  text: string,
  request: FastifyRequest,
  faults: RequestFaults,
  context: Pick<OperationContext, "store" | "config">,
): Promise<string> {
  let { leads, envelope } = leadsOf(text);
  const at = pageReader(request, {
    accountId: request.accountId,
    store: context.store,
    config: { ...context.config, envelope: "documented" },
  });
  const number = Number((request.query as GetLeadsQuery).page ?? 1);
  for (const fault of faults.chosen) {
    const { page, envelope: shape } = fault.effects;
    const spoilt = (await page?.({ number, leads, at })) ?? leads;
    if (spoilt !== leads || shape !== undefined) faults.apply(fault);
    leads = spoilt;
    envelope = shape ?? envelope;
  }
  return JSON.stringify({ collectedCustomers: envelope === "observed" ? { data: leads } : leads });
}
