/**
 * ts-rest with react-query, typed by the contract, sent by our client. A component as in any app; here it is rendered on the
 * server, so that one command shows it.
 *
 *     node examples/react-query/main.ts CHATBOT
 */
import { tsRestApi } from "@chatbase-kit/client/ts-rest";
import { contract } from "@chatbase-kit/contract";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { initTsrReactQuery } from "@ts-rest/react-query/v5";
import { createElement as h, type ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { startCommand } from "../command.ts";

const usage = `Usage: node examples/react-query/main.ts CHATBOT
Prints the HTML of its five newest leads.
The key comes from CHATBASE_API_KEY; CHATBASE_BASE_URL names a server other than production.`;

const [chatbotId = ""] = startCommand(usage, 1);

const tsr = initTsrReactQuery(contract, { baseUrl: "", api: tsRestApi() });
const newest = { queryKey: ["getLeads", chatbotId], queryData: { query: { chatbotId, page: "1", size: "5" } } };

/** The five newest leads, or why there are none. */
function NewestLeads(): ReactElement {
  const { data, error, isPending } = tsr.getLeads.useQuery(newest);
  if (isPending) return h("p", null, "…");
  if (error !== null)
    return h("p", { role: "alert" }, error instanceof Error ? error.message : `The server answered ${error.status}.`);
  return h(
    "ul",
    null,
    data.body.collectedCustomers.map(({ id, name, email }) => h("li", { key: id }, name ?? email ?? id)),
  );
}

// The client tries again by itself; react-query would do so on top.
const once = { retry: false, retryOnMount: false, staleTime: 60_000 };
const queries = new QueryClient({ defaultOptions: { queries: once } });
await tsr.initQueryClient(queries).getLeads.prefetchQuery(newest);
const page = h(QueryClientProvider, { client: queries }, h(tsr.ReactQueryProvider, null, h(NewestLeads)));
process.stdout.write(`${renderToStaticMarkup(page)}\n`);
