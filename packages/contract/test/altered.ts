/** A copy of a document in which the value at a JSON pointer is replaced, or removed when there is none. */
export function altered<Document>(document: Document, at: string, value: unknown): Document {
  const copy = structuredClone(document);
  const keys = at
    .slice(1)
    .split("/")
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
  const last = keys.pop() ?? "";
  const parent = keys.reduce((place, key) => Reflect.get(place, key) as object, copy as object);
  if (value === undefined && Array.isArray(parent)) parent.splice(Number(last), 1);
  else if (value === undefined) Reflect.deleteProperty(parent, last);
  // Set by definition: an assignment to `__proto__` would make no property.
  else Object.defineProperty(parent, last, { value, enumerable: true, configurable: true, writable: true });
  return copy;
}
