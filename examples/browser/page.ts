/** Leads in a page, a screen at a time. The web server that it comes from knows the key, and the page does not. */
import { ChatbaseError, createClient, type LeadPage } from "@chatbase-kit/client";

const client = createClient({ apiKey: "added-by-the-web-server", baseUrl: `${location.origin}/api/v1` });

const find = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;
const [more, status, table] = [find("more"), find("status"), find("leads")];
const form = find("ask") as HTMLFormElement;

let page: LeadPage | undefined;
let asked = new AbortController();

/** Adds a page to the table, or says why there is none. */
async function show(next: () => PromiseLike<LeadPage>): Promise<void> {
  status.textContent = "…";
  try {
    page = await next();
    for (const { created_at, name, email, phone } of page.items) {
      const row = document.createElement("tr");
      // As text: a lead is what a stranger typed.
      row.append(
        ...[created_at, name, email, phone].map((text) =>
          Object.assign(document.createElement("td"), { textContent: text ?? "" }),
        ),
      );
      table.append(row);
    }
    more.hidden = !page.hasMore();
    status.textContent = `${table.childElementCount} leads`;
  } catch (error) {
    // The one before was aborted because somebody asked again: nothing to tell.
    if (error instanceof ChatbaseError && error.name !== "AbortedError") status.textContent = error.message;
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  asked.abort();
  asked = new AbortController();
  table.replaceChildren();
  const values = new FormData(form) as unknown as ReadonlyMap<string, string>;
  const params = {
    chatbotId: values.get("chatbot") ?? "",
    startDate: values.get("from") || undefined,
    size: 50,
  };
  void show(() => client.leads.list(params, { signal: asked.signal }));
});
more.addEventListener("click", () => void show(async () => await (page as LeadPage).next()));
