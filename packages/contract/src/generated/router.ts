// Generated from spec/openapi.yaml by `pnpm generate`. Do not edit: change the spec.
import { initContract } from "@ts-rest/core";
import * as schemas from "./schemas.ts";

const c = initContract();

/** The ts-rest contract: one route per operation, key = operationId. */
export const contract = c.router({
  /**
   * Returns one page of the leads that a chatbot has collected, newest first, leads of the same instant ordered by id.
   *
   * The answer carries neither a total nor a link to the next page: ask for page 1, 2, 3, … until a page comes back
   * empty.
   *
   * Spec: `#/paths/~1get-leads/get`
   */
  getLeads: {
    method: "GET",
    path: "/get-leads",
    query: schemas.GetLeadsQuery,
    responses: {
      200: schemas.LeadList,
      400: schemas.ErrorMessage,
      401: schemas.ErrorMessage,
      404: schemas.ErrorMessage,
      500: schemas.ErrorMessage,
    },
    summary: "Get leads for a chatbot",
  },
});
