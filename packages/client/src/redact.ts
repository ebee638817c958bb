/** How many objects below an error are searched for a secret. Node's errors have five, fetch wrappers' hundreds. */
const maxObjects = 1_000;
/** How many causes of a blotted error are kept. Real chains are two or three long. */
const maxDepth = 6;
const maxMessageLength = 300;

/** The server's own words, fit for a log line: no secret, no control characters, at most 300 characters. */
export function safeText(text: string, secrets: readonly string[]): string {
  const oneLine = hide(text, secrets).replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ");
  return oneLine.slice(0, maxMessageLength);
}

/**
 * The cause as it is, unless a secret can be read in it, or part of an answer hangs on it: then a copy with name, message, code
 * and causes, the secret blotted out. Deno writes the whole URL into a network error, and some fetch wrappers hang the request
 * on it.
 */
export function safeCause(cause: unknown, secrets: readonly string[]): unknown {
  return holds(cause, secrets, new Set()) ? blotted(cause, secrets, 0) : cause;
}

/** Whether a secret can be read in a value, or it is too large to be sure. `seen` is what was searched before. */
function holds(value: unknown, secrets: readonly string[], seen: Set<object>): boolean {
  if (typeof value === "string") return hide(value, secrets) !== value;
  if (typeof value !== "object" || value === null || seen.has(value) || ArrayBuffer.isView(value)) return false;
  // In `data`, Node's HTTP parser keeps what it could not read: leads, when their chunks are broken.
  if (seen.size >= maxObjects || "data" in value) return true;
  seen.add(value);
  // These two show their entries to console.log without having them as properties.
  const entries: unknown[] = value instanceof Map || value instanceof Headers ? [...value] : [];
  const fields = Object.values(Object.getOwnPropertyDescriptors(value)).map((field) => field.value as unknown);
  return entries.concat(fields).some((inside) => holds(inside, secrets, seen));
}

function blotted(cause: unknown, secrets: readonly string[], depth: number): unknown {
  if (!(cause instanceof Error)) return typeof cause === "string" ? hide(cause, secrets) : undefined;
  const below = depth < maxDepth ? blotted(cause.cause, secrets, depth + 1) : undefined;
  const copy = new Error(hide(cause.message, secrets), (below as object) && { cause: below });
  copy.name = hide(cause.name, secrets);
  copy.stack = String(copy);
  const { code } = cause as { code?: unknown };
  return typeof code === "string" ? Object.assign(copy, { code: hide(code, secrets) }) : copy;
}

function hide(text: string, secrets: readonly string[]): string {
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, "[redacted]"), text);
}
