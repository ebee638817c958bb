import { RequestError } from "../../http/errors.ts";
import { importLeads as importFile } from "../../import/import-leads.ts";
import { ImportError } from "../../import/row.ts";
import { type AdminContext, type AdminInput, textOf } from "../operation.ts";
import { withFile } from "../read-body.ts";
import { chatbotOf } from "./leads.ts";

/** Bad rows that a refusal names; the count tells of the rest. */
const mostNamed = 5;

/** What is wrong with a file, without the name that it had here. */
function explain(error: unknown, path: string): unknown {
  if (!(error instanceof ImportError)) return error;
  return new RequestError("invalid_parameter", error.message.replaceAll(path, "the file"));
}

/** @throws {RequestError} 400 for a bad row or file, 404. Nothing has been imported then. */
export async function importLeads(input: AdminInput, { store }: AdminContext): Promise<unknown> {
  const chatbot = await chatbotOf(store, textOf(input, "chatbotId"));
  return await withFile(input.request, async (file) => {
    const bad: string[] = [];
    const onRejected = (line: number, reason: string): void => {
      if (bad.length < mostNamed) bad.push(`line ${line}: ${reason}`);
    };
    const result = await importFile({ store, chatbotId: chatbot.id, file, onRejected }).catch((error: unknown) => {
      throw explain(error, file);
    });
    const { rows, added, known, rejected } = result;
    if (rejected === 0) return { rows, added, known };
    const rest = rejected > bad.length ? "; and more" : "";
    throw new RequestError(
      "invalid_parameter",
      `${rejected} of ${rows} rows cannot be imported. ${bad.join("; ")}${rest}.`,
    );
  });
}
