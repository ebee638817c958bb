/** Request Body and Response Objects of OpenAPI 3.0.3: bodies have a name, for every one of them becomes an export. */
import type { Body, Response } from "./model.ts";
import type { Place } from "./place.ts";
import { readNotes } from "./read-notes.ts";
import { readSchema } from "./read-schema.ts";

// A later content type (text/event-stream, …) gets its line here, in model.ts, and in write-router.ts.
const json = "application/json";
const multipart = "multipart/form-data";

/** @param method - of the operation; a server may ignore or refuse a body where its meaning is not defined. */
export function readBody(method: string, reference: Place | undefined): Body | undefined {
  if (!reference) return undefined;
  // RFC 9110, 9.3.1 and 9.3.5.
  if (["GET", "DELETE"].includes(method)) reference.refuse(`a body of ${method}`, "Use parameters, or another method");
  const place = reference.follow().only(["description", "required", "content"]);
  const required = place.maybe("required")?.boolean() ?? false;
  if (!required) place.refuse("a body that may be left out", "Say required: true");
  const content = place.at("content").only([json, multipart]);
  const contentType = content.has(multipart) ? multipart : json;
  if (content.has(json) && content.has(multipart)) content.refuse("two content types", "Make it two operations");
  return { contentType, name: readMedia(content.at(contentType)).body };
}

export function readResponse(status: string, reference: Place): Response {
  if (!/^[1-5][0-9][0-9]$/.test(status)) reference.refuse(`unknown status "${status}"`, "Name each status");
  const place = reference.follow().only(["description", "content"]);
  const content = place.maybe("content")?.only([json]);
  // RFC 9110, 15.3.5, 15.3.6 and 15.4.5.
  if (content && /^(1..|204|205|304)$/.test(status)) content.refuse(`a body of ${status}`, "Remove it, or answer 200");
  const { body, example } = content ? readMedia(content.at(json)) : {};
  return { status: Number(status), notes: { ...readNotes(place), example }, body };
}

function readMedia(media: Place): { body: string; example?: unknown } {
  const place = media.only(["schema", "example", "examples"]).at("schema");
  const schema = readSchema(place);
  if (schema.kind === "reference") return { body: schema.name, example: media.maybe("example")?.value };
  return place.refuse("a body without a name", "Move its schema to #/components/schemas and $ref it");
}
