// Loaded with `node --import` before an example of the README: production, as the examples imagine it.
import { leads, page, refusal } from "./fake-api.ts";

globalThis.fetch = (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input);
  if (url.origin !== "https://www.chatbase.co" || url.pathname !== "/api/v1/get-leads")
    throw new Error("unexpected URL");
  if (new Headers(init?.headers).get("authorization") !== "Bearer readme-key")
    return Promise.resolve(refusal(401, "no"));
  const query = url.searchParams;
  if (query.get("chatbotId") !== "ckl123abc456") return Promise.resolve(refusal(404, "Resource not found"));
  const number = Number(query.get("page"));
  const items = number <= 3 ? leads(number * 2 - 1, number * 2) : [];
  return Promise.resolve(page(items.map((item) => ({ ...item, email: `${item.id}@example.com` }))));
};
