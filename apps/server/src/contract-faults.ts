/** What is wrong with a value, in words, from what the contract's schemas say. Never the value itself. */

/** The part of a zod or Standard Schema issue that is read here. */
export interface ContractIssue {
  readonly path?: readonly unknown[] | undefined;
  readonly code?: string | undefined;
  readonly format?: string | undefined;
}

const formats: Readonly<Record<string, string>> = {
  date: "must be a day that exists, written YYYY-MM-DD",
  datetime: "must be an RFC 3339 date-time such as 2024-01-01T12:00:00Z",
  email: "must be an e-mail address such as john@example.com",
};

/**
 * Names the field and the remedy.
 *
 * @param present whether the field was there at all: zod says of both that the type is wrong.
 */
export function describeIssue(issue: ContractIssue, present: (field: string) => boolean): string {
  const [first] = issue.path ?? [];
  const field = typeof first === "string" ? first : "the value";
  const format = issue.format === undefined ? undefined : formats[issue.format];
  if (format !== undefined) return `${field} ${format}`;
  return present(field) ? `${field} has the wrong type` : `${field} is required`;
}
