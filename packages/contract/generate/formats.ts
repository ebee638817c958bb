/**
 * The one place that says what a `format` of the spec means on the wire. A format that is not here stops the generator.
 * Values are zod/mini expressions, without transforms and without coercion.
 */
export const formats: Readonly<Record<string, string>> = {
  /** RFC 3339 full-date, only days that exist. */
  date: "z.iso.date()",
  /** RFC 3339 date-time, with `Z` or an offset: capital `T` and `Z`, no leap seconds. */
  "date-time": "z.iso.datetime({ offset: true })",
  /** What a browser's e-mail field accepts (lead forms are browser forms); zod's default refuses r&d@corp.com. */
  email: "z.email({ pattern: z.regexes.html5Email })",
  /** An absolute URL (WHATWG URL). */
  uri: "z.url()",
  /** RFC 9562 in its hexadecimal form, whatever the version; `z.uuid()` would ask for a known one. */
  uuid: "z.guid()",
};
