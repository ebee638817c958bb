import type { Lead } from "@chatbase-kit/contract/operations";
import { demo } from "@chatbase-kit/server";

/** A body and its content type. */
export interface Answer {
  readonly type: string;
  readonly text: string;
}

/** A status 200 that is wrong. */
export interface WrongAnswer {
  readonly number: number;
  readonly title: string;
  /** What the checks have to say about it. */
  readonly fault: RegExp;
  /** Whether dredd alone, made strict, notices. */
  readonly dreddNotices: boolean;
  /** Asks the server for something else than the client did. */
  readonly ask?: (query: URLSearchParams) => void;
  /** Makes the wrong answer of the right one's leads. */
  readonly say?: (leads: readonly Lead[]) => Answer;
}

const json = (value: unknown): Answer => ({ type: "application/json", text: JSON.stringify(value) });
const list = (collectedCustomers: unknown): Answer => json({ collectedCustomers });
const each = (spoil: (lead: Lead) => object) => (leads: readonly Lead[]) => list(leads.map(spoil));

const [shop] = demo.accounts;
const assistant = shop.chatbots[0]?.id;
const workshop = shop.chatbots[1]?.id ?? "";

/** The thirteen that a strict suite must notice; out of the box, dredd passes seven of them (2, 3, 6, 7, 8, 9 and 10). */
export const wrongAnswers: readonly WrongAnswer[] = [
  {
    number: 1,
    title: "an empty object",
    fault: /the body must have required property 'collectedCustomers'/,
    dreddNotices: true,
    say: () => json({}),
  },
  {
    number: 2,
    title: "always an empty list",
    fault: /there are 0 leads instead of 10/,
    dreddNotices: true,
    say: () => list([]),
  },
  {
    number: 3,
    title: "a numeric id",
    fault: /\/collectedCustomers\/0\/id must be string/,
    dreddNotices: true,
    say: each((lead) => ({ ...lead, id: 123 })),
  },
  {
    number: 4,
    title: "a string in place of the list",
    fault: /\/collectedCustomers must be array/,
    dreddNotices: true,
    say: (leads) => list(JSON.stringify(leads)),
  },
  {
    number: 5,
    title: "the list under another key",
    fault: /the body must NOT have additional properties \(leads\)/,
    dreddNotices: true,
    say: (leads) => json({ leads }),
  },
  {
    number: 6,
    title: "a bad e-mail",
    fault: /\/email must match format "email"/,
    dreddNotices: true,
    say: each((lead) => ({ ...lead, email: "john at example.com" })),
  },
  {
    number: 7,
    title: "a bad date",
    fault: /\/created_at must match format "date-time"/,
    dreddNotices: true,
    say: each((lead) => ({ ...lead, created_at: "2024-02-30T12:00:00Z" })),
  },
  {
    number: 8,
    title: "an extra secret field",
    fault: /must NOT have additional properties \(api_key_hash\)/,
    dreddNotices: true,
    say: each((lead) => ({ ...lead, api_key_hash: "5e884898da28047151d0e56f8dc62927" })),
  },
  {
    number: 9,
    title: "a null phone",
    fault: /\/phone must be string/,
    dreddNotices: true,
    say: each((lead) => ({ ...lead, phone: null })),
  },
  {
    number: 10,
    title: "another chatbot's leads",
    fault: /leads are another chatbot's/,
    dreddNotices: true,
    ask: (query) => query.set("chatbotId", query.get("chatbotId") === assistant ? workshop : (assistant ?? "")),
  },
  {
    number: 11,
    title: "an array at the top",
    fault: /the body must be object/,
    dreddNotices: true,
    say: json,
  },
  {
    number: 12,
    title: "HTML",
    fault: /the header content-type is text\/html instead of application\/json/,
    dreddNotices: true,
    say: () => ({ type: "text/html", text: "<!doctype html><title>Leads</title>" }),
  },
  {
    number: 13,
    title: "size ignored",
    fault: /three leads: there are 10 leads instead of 3/,
    // The spec's example asks for ten, which is what a server sends that does not look.
    dreddNotices: false,
    ask: (query) => query.delete("size"),
  },
];
