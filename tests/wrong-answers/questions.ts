import { demo } from "@chatbase-kit/server";

/** Parameters of `getLeads`; the values are its own, whatever their type in the contract. */
export interface Query {
  readonly chatbotId: string;
  readonly [name: string]: string;
}

/** One request to a server that holds the demo data. */
export interface Question {
  readonly title: string;
  readonly apiKey: string;
  readonly query: Query;
  /** Status of the answer. @default 200 */
  readonly status?: 404;
}

const [shop, clinic] = demo.accounts;
const [assistant, workshop, empty] = shop.chatbots.map(({ id }) => id) as [string, string, string];
const frontDesk = clinic.chatbots[0]?.id ?? "";

const shopAsks = (title: string, query: Readonly<Record<string, string>>, chatbotId = assistant): Question => ({
  title,
  apiKey: shop.apiKey,
  query: { chatbotId, ...query },
});

/** Few, and chosen so that no wrong answer is right for all of them: the demo data holds a different page for each. */
export const questions: readonly Question[] = [
  shopAsks("the spec's example", { startDate: "2024-01-01", endDate: "2024-12-31", page: "1", size: "10" }),
  shopAsks("no size, no page", {}),
  shopAsks("three leads", { size: "3" }),
  shopAsks("one lead", { size: "1" }),
  shopAsks("the second page of seven", { page: "2", size: "7" }),
  shopAsks("a large page, all ties in it", { page: "2", size: "1000" }),
  shopAsks("one day", { startDate: "2024-02-29", endDate: "2024-02-29", size: "100" }),
  shopAsks("from a day on", { startDate: "2025-06-29", size: "100" }),
  shopAsks("up to a day", { endDate: "2024-01-02", size: "100" }),
  shopAsks("another chatbot", { size: "20" }, workshop),
  shopAsks("a page beyond the end", { page: "302", size: "10" }),
  shopAsks("days before the first lead", { startDate: "1970-01-01", endDate: "1970-01-01" }),
  shopAsks("a chatbot without leads", {}, empty),
  { title: "another account", apiKey: clinic.apiKey, query: { chatbotId: frontDesk, size: "5" } },
  { title: "another account's chatbot", apiKey: clinic.apiKey, query: { chatbotId: assistant }, status: 404 },
];
