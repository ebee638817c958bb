/** Every sentence that the spec says about its operations, parameters, schemas and answers. */

/** A sentence and what it is about: the name of a parameter or field, a schema, a status. */
export interface Sentence {
  readonly about: string;
  readonly text: string;
}

/** Sentences of a text: paragraphs, parted where a capital follows a full stop. */
function split(text: string): string[] {
  return text
    .trim()
    .split(/\n{2,}/)
    .flatMap((paragraph) => paragraph.replaceAll(/\s+/g, " ").split(/(?<=\.) (?=[A-Z])/));
}

/** The sentences at and below a node of the document, in its order. */
export function sentencesOf(node: unknown, about = ""): Sentence[] {
  if (typeof node !== "object" || node === null) return [];
  // Items of a list are known by their name, and by that of the list when they have none.
  const named = (key: string, value: object): string => {
    if (!Array.isArray(node)) return key;
    return "name" in value && typeof value.name === "string" ? value.name : about;
  };
  return Object.entries(node).flatMap(([key, value]: [string, unknown]) => {
    if ((key === "description" || key === "summary") && typeof value === "string")
      return split(value).map((text) => ({ about, text }));
    return typeof value === "object" && value !== null ? sentencesOf(value, named(key, value)) : [];
  });
}
