/** Contracts that say something else than the spec, with the line that the round trip must print for each. */
import * as z from "zod/mini";
import { contract, operations, schemas } from "../../src/index.ts";
import type { Contract } from "./contract-facts.ts";

const getLeads = contract.getLeads;
const { ErrorMessage: _, ...withoutErrorMessage } = schemas;
const { Lead } = schemas;

export const changesOfContract: { what: string; contract: Partial<Contract>; line: string }[] = [
  {
    what: "a schema is missing",
    contract: { schemas: withoutErrorMessage },
    line: "schemas/ErrorMessage: only in the spec",
  },
  {
    what: "a schema is too many",
    contract: { schemas: { ...schemas, Extra: z.string() } },
    line: "schemas/Extra: only in the contract",
  },
  {
    what: "a property is too many",
    contract: { schemas: { ...schemas, Lead: z.extend(Lead, { source: z.optional(z.string()) }) } },
    line: "schemas/Lead/properties/source: only in the contract",
  },
  {
    what: "a property is missing",
    contract: { schemas: { ...schemas, Lead: z.omit(Lead, { phone: true }) } },
    line: "schemas/Lead/properties/phone: only in the spec",
  },
  {
    what: "a property is no longer required",
    contract: { schemas: { ...schemas, Lead: z.partial(Lead, { id: true }) } },
    line: "schemas/Lead/required/id: only in the spec",
  },
  {
    what: "a format is missing",
    contract: { schemas: { ...schemas, Lead: z.extend(Lead, { created_at: z.string() }) } },
    line: "schemas/Lead/properties/created_at/format: only in the spec",
  },
  {
    what: "a route is missing",
    contract: { router: {} },
    line: "router/getLeads: only in the spec",
  },
  {
    what: "a route validates with something that is not a schema of the contract",
    contract: { router: { getLeads: { ...getLeads, query: z.object({}) } } },
    line: 'router/getLeads/query: the spec says "GetLeadsQuery", the contract "a schema without a name"',
  },
  {
    what: "a route answers with a status too many",
    contract: { router: { getLeads: { ...getLeads, responses: { ...getLeads.responses, 418: schemas.Lead } } } },
    line: "router/getLeads/responses/418: only in the contract",
  },
  {
    what: "the data have another method",
    contract: { operations: { getLeads: { ...operations.getLeads, method: "POST" } } },
    line: 'operations/getLeads/method: the spec says "GET", the contract "POST"',
  },
  {
    what: "the data lack a parameter",
    contract: {
      operations: { getLeads: { ...operations.getLeads, parameters: operations.getLeads.parameters.slice(1) } },
    },
    line: "operations/getLeads/parameters/chatbotId: only in the spec",
  },
];
