/** What the spec says in words, and how to see whether a server keeps it. */
import { demo } from "@chatbase-kit/server";
import type { Ask } from "./ask.ts";
import {
  endsEmpty,
  fieldsMayBeMissing,
  idsAreUnique,
  keepsOrder,
  lastDayCounts,
  needsKey,
  wholeDays,
} from "./proofs.ts";

/** Whether a server keeps what a sentence promises; `plain` for words that no server can break. */
export type Promised = ((ask: Ask) => Promise<boolean>) | "plain";

const otherChatbot = demo.accounts[1]?.chatbots[0]?.id ?? "";
const same = (one: object, other: object): boolean => JSON.stringify(one) === JSON.stringify(other);

/**
 * What it is about -> sentence -> proof. A sentence without an entry fails the test: either it can be proven, or it is plain. So
 * nobody changes a promise in words without looking at what the server does.
 */
export const promises: Readonly<Record<string, Readonly<Record<string, Promised>>>> = {
  info: {
    "The part of Chatbase API v1 that this kit covers: reading the leads that a chatbot has collected.": "plain",
    "## Authentication": "plain",
    "Every operation needs an API key, sent as a bearer token (RFC 6750):": needsKey,
    "``` Authorization: Bearer YOUR_API_KEY ```": needsKey,
  },
  servers: { "Production server": "plain" },
  Chatbots: { "Create, list and configure chatbots": "plain" },
  Chat: { "Talk to a chatbot": "plain" },
  Conversations: { "Read what was said, and to whom": "plain" },
  Leads: { "Read the people who left their details with a chatbot": "plain" },
  Contacts: { "Manage the contacts of a chatbot": "plain" },
  Assets: { "Upload and manage files": "plain" },
  get: {
    "Get leads for a chatbot": "plain",
    "Returns one page of the leads that a chatbot has collected, newest first, leads of the same instant ordered by id.":
      keepsOrder,
    "The answer carries neither a total nor a link to the next page: ask for page 1, 2, 3, … until a page comes back empty.":
      async (ask) => (await endsEmpty(ask)) && (await ask()).members.join() === "collectedCustomers",
  },
  chatbotId: {
    "The chatbot whose leads are wanted.": async (ask) =>
      (await ask()).leads.every((lead) => lead.chatbot_id === demo.chatbotId),
    "It must belong to the account of the API key.": async (ask) =>
      (await ask({ chatbotId: otherChatbot })).status === 404,
  },
  startDate: {
    "First day to include, as a whole UTC day (YYYY-MM-DD).": wholeDays,
    "Without it there is no lower bound.": async (ask) =>
      (await ask({ endDate: "2024-01-01", size: "1000" })).leads.some(({ id }) => id === "lead_123"),
  },
  endDate: {
    "Last day to include, as a whole UTC day (YYYY-MM-DD).": lastDayCounts,
    "Without it there is no upper bound.": async (ask) => same(await ask(), await ask({ endDate: "9999-12-31" })),
  },
  page: {
    "Page number, counted from 1.": async (ask) => (await ask({ page: "0" })).status === 400,
    "The first page when absent.": async (ask) => same(await ask(), await ask({ page: "1" })),
  },
  size: {
    "Number of leads on a page.": async (ask) => (await ask({ size: "7" })).leads.length === 7,
    "Ten when absent.": async (ask) => (await ask()).leads.length === 10,
  },
  "200": { "Leads retrieved successfully": async (ask) => (await ask()).status === 200 },
  LeadList: {
    "One page of leads.": "plain",
    "An empty list means that there are no more.": endsEmpty,
  },
  collectedCustomers: { "The leads of this page, newest first.": keepsOrder },
  Lead: {
    "Somebody who left their details with a chatbot.": "plain",
    "Name, e-mail and phone can each be switched off in the lead form, so each of them can be missing.":
      fieldsMayBeMissing,
  },
  id: { "Identifies the lead within its chatbot.": idsAreUnique },
  name: { "The name as the person typed it.": "plain" },
  email: { "The e-mail address as the person typed it.": "plain" },
  phone: { "The phone number as the person typed it, in no particular notation.": "plain" },
  created_at: {
    "When the lead was collected (RFC 3339).": async (ask) =>
      (await ask()).leads.every(({ created_at: instant }) => /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(instant)),
  },
  chatbot_id: {
    "The chatbot that collected the lead.": async (ask) =>
      (await ask()).leads.every((lead) => lead.chatbot_id === demo.chatbotId),
  },
  account_id: {
    "The account that owns the chatbot.": async (ask) =>
      (await ask()).leads.every((lead) => lead.account_id === demo.accounts[0].id),
  },
  ErrorMessage: {
    "What every answer other than a success carries.": async (ask) => {
      const refusals = [await ask({}, null), await ask({ page: "x" }), await ask({ chatbotId: "nobody" })];
      return refusals.every(({ members }) => members.join() === "message");
    },
  },
  message: { "What went wrong, for a person to read.": "plain", "Not meant to be parsed.": "plain" },
  BadRequest: {
    "Bad Request - Invalid input parameters": async (ask) => (await ask({ startDate: "2024-02-30" })).status === 400,
  },
  Unauthorized: {
    "Unauthorized - Invalid or missing API key": async (ask) =>
      (await ask({}, null)).status === 401 && (await ask({}, "Bearer unknown")).status === 401,
  },
  NotFound: {
    "Not Found - Resource does not exist": async (ask) => (await ask({ chatbotId: "nobody" })).status === 404,
  },
  // tests/dredd provokes one.
  InternalServerError: { "Internal Server Error": "plain" },
  bearerAuth: {
    "The API key of the account.": needsKey,
    "Its form is opaque; real keys look like UUIDs, not like JWTs.": "plain",
  },
};
