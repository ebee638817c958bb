import type { Fault } from "./fault.ts";

/** A media type (RFC 9110 section 8.3.1) with parameters that need no quotes. */
const mediaType = /^[a-z0-9.+-]{1,64}\/[a-z0-9.+-]{1,64}(?:; ?[a-z0-9-]{1,32}=[a-z0-9._-]{1,64})*$/i;

/** Calls the body something else than it is, as a proxy with an error page of its own does. */
export const contentType: Fault = {
  does: "send the body under another Content-Type",
  takes: "a media type such as text/html",
  example: "text/html",
  read: (value) => (mediaType.test(value) ? { body: ({ text }) => ({ text, type: value }) } : undefined),
};
