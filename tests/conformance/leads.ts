/** A lead as it came, whatever is in it. */
export type RawLead = Readonly<Record<string, unknown>>;

/** The list of an answer and the envelope that it came in. */
export interface Customers {
  readonly envelope: "documented" | "observed" | "none";
  readonly leads: readonly RawLead[];
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Finds the leads in either envelope; a list in which something is no object is no list of leads. */
export function readCustomers(body: unknown): Customers {
  const customers = isObject(body) ? body["collectedCustomers"] : undefined;
  const list = isObject(customers) ? customers["data"] : customers;
  if (!Array.isArray(list) || !list.every(isObject)) return { envelope: "none", leads: [] };
  return { envelope: list === customers ? "documented" : "observed", leads: list };
}

/** What makes a lead the same lead in two answers: its id or, since that may be what is missing, all of it. */
export const sameness = ({ id, ...rest }: RawLead): string =>
  typeof id === "string" ? id : JSON.stringify({ id, rest });

/** Whether two lists hold the same leads in the same order. */
export function sameLeads(one: readonly RawLead[], other: readonly RawLead[]): boolean {
  return one.length === other.length && one.every((lead, index) => sameness(lead) === sameness(other[index] ?? {}));
}

/** Milliseconds since 1970, or undefined for anything that is no RFC 3339 instant. */
export function instantOf(lead: RawLead): number | undefined {
  const text = lead["created_at"];
  if (typeof text !== "string" || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i.test(text)) {
    return undefined;
  }
  const instant = Date.parse(text);
  // Date.parse rolls February 30 over into March; the day that was written must be a day.
  const written = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  const exists = !Number.isNaN(written.getTime()) && written.toISOString().slice(0, 10) === text.slice(0, 10);
  return exists && !Number.isNaN(instant) ? instant : undefined;
}

/** The UTC day of a lead, YYYY-MM-DD. */
export function dayOf(lead: RawLead): string | undefined {
  const instant = instantOf(lead);
  return instant === undefined ? undefined : new Date(instant).toISOString().slice(0, 10);
}

/** Every string in the leads, at any depth: what must never be in a report. */
export function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "number") return [String(value)];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
