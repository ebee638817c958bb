import { type Description, operationAt, type Operation } from "./description.ts";
import type { Finding } from "./finding.ts";
import type { Entry } from "./traffic.ts";

/** What HTTP itself answers with, whatever the operation (docs/behaviour.md, "Order of checks"). */
const ofHttp = new Set([405, 408, 413, 414, 421, 429, 431, 503]);

function mediaTypesOf({ responses }: Operation, status: number): string[] | undefined {
  return responses.get(`${status}`) ?? responses.get(`${`${status}`[0]}XX`) ?? responses.get("default");
}

function faultOf({ response: { status, content } }: Entry, operation: Operation): string | undefined {
  const documented = mediaTypesOf(operation, status);
  if (documented === undefined) return ofHttp.has(status) ? undefined : `Status ${status} is not documented.`;
  if (documented.length === 0) return undefined;
  const [type = ""] = content.mimeType.toLowerCase().split(";");
  if (!documented.includes(type.trim())) return `Media type "${type}" is not documented for status ${status}.`;
  return content.text === undefined || content.text === "" ? `Status ${status} came without a body.` : undefined;
}

/** What `redocly drift` passes over in silence: a status, a media type or an empty body that the spec does not have. */
export function undocumentedAnswers(entries: readonly Entry[], description: Description): Finding[] {
  return entries.flatMap((entry, index) => {
    const operation = operationAt(description, entry.request.method, new URL(entry.request.url).pathname);
    const message = operation && faultOf(entry, operation);
    return message === undefined ? [] : [{ message, entry, index }];
  });
}
