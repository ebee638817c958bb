import { demo } from "@chatbase-kit/server";
import { demoPage } from "../../dredd/demo-pages.ts";
import { runDredd } from "../../dredd/run-dredd.ts";
import type { ServerProcess } from "../../dredd/server-process.ts";
import { basePathOf, type Spec, spec as ours } from "../../dredd/spec.ts";
import type { StrictHooks, Transaction } from "../../dredd/transaction.ts";

/** Dredd takes every key of the example for required, so it gets a page of one lead that has them all. */
const range = { chatbotId: demo.chatbotId, startDate: "2024-01-01", endDate: "2024-12-31", size: "1000" };
const wholeLead = { size: "1", page: `${demoPage(range).findIndex((lead) => Object.keys(lead).length === 7) + 1}` };

/** Without these every run fails: dredd knows no security scheme and sends the same request for every status. */
function shape(transaction: Transaction): void {
  const status = Number(transaction.expected.statusCode);
  const url = new URL(transaction.fullPath, "http://any");
  if (status === 200) for (const [name, value] of Object.entries(wholeLead)) url.searchParams.set(name, value);
  if (status === 400) url.searchParams.set("startDate", "2024-02-30");
  if (status === 404) url.searchParams.set("chatbotId", "nobody-has-this-one");
  if (status !== 401) transaction.request.headers["Authorization"] = `Bearer ${demo.apiKey}`;
  transaction.fullPath = url.pathname + url.search;
  // No request makes a healthy server fail; people leave this one out.
  if (status === 500) transaction.skip = true;
}

/** Takes one argument, for dredd waits for the callback of a hook that takes none or two. */
const nothing = (_transactions: unknown): void => {};

/** Dredd as it comes: our strict hooks are not used. @returns what it complains of. */
export async function plainDredd(server: ServerProcess, spec: Spec): Promise<string[]> {
  const hooks: StrictHooks = { beforeAll: nothing, beforeEach: shape, afterEach: nothing, afterAll: nothing };
  // The endpoint is a setting of dredd, base path included; the description's servers are not read.
  const endpoint = { origin: server.origin + basePathOf(ours), servers: [{ url: "http://any" }] };
  try {
    const described = { ...spec, servers: endpoint.servers };
    const options = { ...server, origin: endpoint.origin, apiKey: demo.apiKey, spec: described, tamper: () => hooks };
    const { verdicts, errors } = await runDredd(options);
    const failed = verdicts
      .filter(({ outcome }) => outcome === "fail")
      .map(({ message, title }) => `${title}: ${message}`);
    return [...errors, ...failed];
  } catch (error) {
    return [String(error)];
  }
}
