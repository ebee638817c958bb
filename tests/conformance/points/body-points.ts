import { schemas } from "./spec-fields.ts";
import { instantOf, isObject, type RawLead } from "../leads.ts";
import { asSpec, cannotTell, differs, type Point, type Verdict } from "../verdict.ts";

/** A name that somebody's data made up is data; one that several leads share and that looks like a name is structure. */
function tellable(name: string, leads: readonly RawLead[]): string {
  const shared = leads.filter((lead) => name in lead).length > 1;
  return shared && /^[A-Za-z][A-Za-z0-9_]{0,39}$/.test(name) ? name : "(a name that is not shown)";
}

const list = (names: Iterable<string>): string => [...new Set(names)].toSorted().join(", ");

/** A verdict on the leads of the sample, or none when there is no lead to look at. */
function onLeads(look: (leads: readonly RawLead[]) => Verdict): Point["look"] {
  return ({ sample }) => (sample.length === 0 ? cannotTell("no lead was seen") : look(sample));
}

const ofType = (value: unknown): string => (Array.isArray(value) ? "array" : typeof value);

/** What is wrong with the form of a field: nothing for one that is missing, null or unknown; those are other points. */
function formFault(lead: RawLead, name: string): string | undefined {
  const value = lead[name];
  if (!schemas.known.includes(name) || value === undefined || value === null) return undefined;
  if (typeof value !== "string") return `${name} is ${ofType(value)} instead of string`;
  if (name === "created_at" && instantOf(lead) === undefined) return `${name} is no RFC 3339 date-time`;
  if (name === "email" && !/^[^\s@]+@[^\s@]+$/.test(value)) return `${name} has no form of an e-mail address`;
  return undefined;
}

function countFields(leads: readonly RawLead[]): string {
  const counts = schemas.known.map((name) => `${name} ${leads.filter((lead) => name in lead).length}`);
  return `of ${leads.length} leads: ${counts.join(", ")}`;
}

export const bodyPoints: readonly Point[] = [
  {
    id: "envelope",
    title: "Envelope of the list",
    says: '`{"collectedCustomers":[…]}` (spec, LeadList)',
    how: "the plainest request",
    look: ({ bare: { envelope, body } }) => {
      if (envelope === "documented") return asSpec('`{"collectedCustomers":[…]}`');
      if (envelope === "observed") return differs('`{"collectedCustomers":{"data":[…]}}`', "--envelope observed");
      if (body === undefined) return differs("the body is no JSON");
      return differs("no list of leads in either known envelope");
    },
  },
  {
    id: "envelope-fields",
    title: "Nothing beside the list",
    says: "no other field is described (spec, LeadList)",
    how: "the plainest request",
    look: ({ bare: { body, envelope } }) => {
      if (!isObject(body) || envelope === "none") return cannotTell("there is no list of leads");
      const customers = body["collectedCustomers"];
      const inner = isObject(customers) ? Object.keys(customers).length - 1 : 0;
      const more = Object.keys(body).length - 1 + inner;
      return more === 0 ? asSpec("none") : differs(`${more} more fields beside the list`);
    },
  },
  {
    id: "required-fields",
    title: "Fields in every lead",
    says: "`id` and `created_at` are required (spec, Lead)",
    how: "the largest page",
    look: onLeads((leads) => {
      const missing = schemas.required.filter((name) => leads.some((lead) => lead[name] === undefined));
      return missing.length === 0
        ? asSpec(countFields(leads))
        : differs(`${missing.join(", ")} missing; ${countFields(leads)}`);
    }),
  },
  {
    id: "null-fields",
    title: "Fields that were not given",
    says: "left out, not null (docs/behaviour.md)",
    how: "the largest page",
    look: onLeads((leads) => {
      const nulls = list(leads.flatMap((lead) => schemas.known.filter((name) => lead[name] === null)));
      if (nulls !== "") return differs(`null: ${nulls}`);
      const optional = schemas.known.filter((name) => !schemas.required.includes(name));
      return leads.some((lead) => optional.some((name) => !(name in lead)))
        ? asSpec("left out")
        : cannotTell("every lead has every field");
    }),
  },
  {
    id: "known-fields",
    title: "No other fields",
    says: `${schemas.known.join(", ")} (spec, Lead)`,
    how: "the largest page",
    look: onLeads((leads) => {
      const extra = leads.flatMap((lead) => Object.keys(lead).filter((name) => !schemas.known.includes(name)));
      return extra.length === 0 ? asSpec("none") : differs(`more: ${list(extra.map((name) => tellable(name, leads)))}`);
    }),
  },
  {
    id: "field-forms",
    title: "Types and formats of the fields",
    says: "strings; `created_at` a date-time, `email` an e-mail address (spec, Lead)",
    how: "the largest page",
    look: onLeads((leads) => {
      const faults = leads.flatMap((lead) => schemas.known.map((name) => formFault(lead, name)));
      const seen = list(faults.filter((fault) => fault !== undefined));
      return seen === "" ? asSpec(`${leads.length} leads`) : differs(seen);
    }),
  },
  {
    id: "own-leads",
    title: "Leads of the chatbot that was asked for",
    says: "`chatbot_id` is the chatbot of the request (spec, Lead)",
    how: "the largest page",
    look: ({ sample, chatbotId }) => {
      const told = sample.filter((lead) => typeof lead["chatbot_id"] === "string");
      if (told.length === 0) return cannotTell("no lead says whose it is");
      const strange = told.filter((lead) => lead["chatbot_id"] !== chatbotId).length;
      return strange === 0 ? asSpec(`${told.length} leads`) : differs(`${strange} leads name another chatbot`);
    },
  },
];
