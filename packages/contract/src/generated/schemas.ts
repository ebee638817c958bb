// Generated from spec/openapi.yaml by `pnpm generate`. Do not edit: change the spec.
import * as z from "zod/mini";

/**
 * Somebody who left their details with a chatbot. Name, e-mail and phone can each be switched off in the lead form, so
 * each of them can be missing.
 *
 * Spec: `#/components/schemas/Lead`
 */
export const Lead = z.object({
  id: z.string(),
  name: z.optional(z.string()),
  email: z.optional(z.email({ pattern: z.regexes.html5Email })),
  phone: z.optional(z.string()),
  created_at: z.iso.datetime({ offset: true }),
  chatbot_id: z.optional(z.string()),
  account_id: z.optional(z.string()),
});

/**
 * One page of leads. An empty list means that there are no more.
 *
 * Spec: `#/components/schemas/LeadList`
 */
export const LeadList = z.object({
  collectedCustomers: z.array(Lead),
});

/**
 * What every answer other than a success carries.
 *
 * Spec: `#/components/schemas/ErrorMessage`
 */
export const ErrorMessage = z.object({
  message: z.string(),
});

/**
 * Query parameters of `getLeads`.
 *
 * Spec: `#/paths/~1get-leads/get/parameters`
 */
export const GetLeadsQuery = z.object({
  chatbotId: z.string(),
  startDate: z.optional(z.iso.date()),
  endDate: z.optional(z.iso.date()),
  page: z.optional(z.string()),
  size: z.optional(z.string()),
});
