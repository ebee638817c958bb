import type { Lead, LeadList } from "@chatbase-kit/contract/operations";
import { differences, headerFaults, parseBody } from "../dredd/answer-faults.ts";
import { demoPage } from "../dredd/demo-pages.ts";
import { bodyCheck, strictSchema } from "../dredd/response-schema.ts";
import { type DocumentedAnswer, documentedAnswers, spec } from "../dredd/spec.ts";
import { type Query, type Question, questions } from "./questions.ts";

/** How to hold one documented answer against the spec. */
interface Measure extends DocumentedAnswer {
  readonly check: (body: unknown) => string[];
}

const measures = new Map<number, Measure>(
  documentedAnswers(spec)
    .filter(({ operationId }) => operationId === "getLeads")
    .map((answer) => [answer.status, { ...answer, check: bodyCheck(strictSchema(spec, answer.schema)) }]),
);

function leadFaults(leads: Lead[], query: Query): string[] {
  const expected = demoPage(query);
  const strangers = leads.filter((lead) => lead.chatbot_id !== query.chatbotId).length;
  if (strangers > 0) return [`${strangers} leads are another chatbot's`];
  if (leads.length !== expected.length) return [`there are ${leads.length} leads instead of ${expected.length}`];
  return differences(leads, expected, "the list");
}

async function faultsOf(response: Response, { query }: Question, measure: Measure): Promise<string[]> {
  const body = parseBody(await response.text());
  const seen = [
    ...headerFaults(Object.fromEntries(response.headers), measure.status),
    ...(body === undefined ? ["the body is not JSON"] : measure.check(body)),
  ];
  // The leads of an answer that is no list of leads are not worth a look.
  if (seen.length > 0) return seen;
  if (measure.status !== 200) return differences(body, measure.example);
  return leadFaults((body as LeadList).collectedCustomers, query);
}

async function ask(baseUrl: string, question: Question): Promise<string[]> {
  const { apiKey, query, status = 200 } = question;
  const measure = measures.get(status);
  if (!measure) throw new Error(`The spec does not document ${status} for getLeads`);
  const headers = { authorization: `Bearer ${apiKey}` };
  const parameters = new URLSearchParams(Object.entries(query)).toString();
  const response = await fetch(`${baseUrl}${measure.path}?${parameters}`, { headers });
  if (response.status === status) return faultsOf(response, question, measure);
  await response.body?.cancel();
  return [`the status is ${response.status} instead of ${status}`];
}

/**
 * Asks a server that holds the demo data a handful of questions and holds each answer against the spec and against what the
 * data has for it.
 *
 * @param baseUrl such as `http://127.0.0.1:4010/api/v1`
 * @returns what is wrong, `question: fault`; nothing for a server that keeps the spec.
 */
export async function checkAnswers(baseUrl: string): Promise<string[]> {
  const faults: string[] = [];
  for (const question of questions) {
    faults.push(...(await ask(baseUrl, question)).map((fault) => `${question.title}: ${fault}`));
  }
  return faults;
}
