/** Every place of a document, so that a test can change them one by one. */

/** @returns the JSON pointers of everything below the given ones, except inside examples. */
export function pointersOf(document: unknown, below: string[]): string[] {
  return below.flatMap((pointer) => {
    const keys = pointer.slice(1).split("/");
    return walk(
      keys.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], document),
      pointer,
    );
  });
}

function walk(value: unknown, pointer: string): string[] {
  if (typeof value !== "object" || value === null || pointer.endsWith("/example")) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const place = `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    return [place, ...walk(inner, place)];
  });
}
