import { randomBytes } from "node:crypto";
import { RequestError } from "../../http/errors.ts";
import type { ChatbotSummary } from "../../store/store.ts";
import { type AdminContext, type AdminInput, textOf } from "../operation.ts";
import { write } from "../../store/write.ts";

interface NewChatbot {
  readonly id?: string;
  readonly accountId: string;
  readonly name: string;
}

export async function listChatbots(_: AdminInput, { store }: AdminContext): Promise<{ chatbots: ChatbotSummary[] }> {
  return { chatbots: await store.listChatbots() };
}

/** @throws {RequestError} 404 for an account that does not exist, 409 */
export async function createChatbot(
  { body }: AdminInput<NewChatbot>,
  { store }: AdminContext,
): Promise<ChatbotSummary> {
  // 21 characters, as those of production.
  const id = body.id ?? randomBytes(16).toString("base64url").slice(0, 21);
  const chatbot = { id, accountId: body.accountId, name: body.name };
  await write(store, async (transaction) => {
    if (!(await store.listAccounts()).some((account) => account.id === chatbot.accountId))
      throw new RequestError("not_found");
    if (await store.findChatbot(chatbot.id)) throw new RequestError("conflict", "there is a chatbot with this id.");
    await transaction.addChatbot(chatbot);
  });
  return { ...chatbot, leads: 0 };
}

/** @throws {RequestError} 404 */
export async function deleteChatbot(input: AdminInput, { store }: AdminContext): Promise<void> {
  const found = await write(store, (transaction) => transaction.deleteChatbot(textOf(input, "chatbotId")));
  if (!found) throw new RequestError("not_found");
}
