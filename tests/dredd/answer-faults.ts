import { isDeepStrictEqual } from "node:util";

type Headers = Readonly<Record<string, string | undefined>>;

/** Headers of every answer, with their exact values. */
const always: Headers = {
  "content-type": "application/json",
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
};

/** What is wrong with the headers of an answer. Names are in lower case. */
export function headerFaults(headers: Headers, status: number): string[] {
  const wanted: Headers = { ...always, "www-authenticate": status === 401 ? "Bearer" : undefined };
  const faults = Object.entries(wanted)
    .filter(([name, value]) => headers[name] !== value)
    .map(([name, value]) => `the header ${name} is ${headers[name] ?? "absent"} instead of ${value ?? "absent"}`);
  return headers["x-request-id"] ? faults : [...faults, "the header x-request-id is absent"];
}

/** The body as a value; undefined, which JSON cannot say, when it is no JSON. */
export function parseBody(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Where two JSON values part: nothing, or one line that names the first place. */
export function differences(actual: unknown, expected: unknown, place = "the body"): string[] {
  if (isDeepStrictEqual(actual, expected)) return [];
  if (isParent(actual) && isParent(expected) && Array.isArray(actual) === Array.isArray(expected)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      const found = differences(actual[key], expected[key], `${place}.${key}`);
      if (found.length > 0) return found;
    }
  }
  return [`${place} is ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`];
}

function isParent(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
