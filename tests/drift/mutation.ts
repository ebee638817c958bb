import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import { parse } from "yaml";
import { type CheckName, checkNames, type Target, targetOf, targets } from "./checks.ts";

/** A change of one place. */
export interface Edit {
  /** Relative to the root. */
  readonly file: string;
  /** Text that stands in the file exactly once. */
  readonly find: string;
  readonly replace: string;
}

/** One way to make spec, contract, server and client disagree. */
export interface Mutation extends Edit {
  /** Begins with its target: `server-size-ignored`. */
  readonly id: string;
  readonly target: Target;
  /** What is wrong then, in one sentence. */
  readonly breaks: string;
  /** The same lie in other places. */
  readonly also: readonly Edit[];
  /** The checks that are asked, when not all of the target's. */
  readonly checks?: readonly CheckName[];
}

/** The list, or a mutation on it, cannot be used. */
export class UnusableMutation extends Error {
  override readonly name = "UnusableMutation";
}

const text = { type: "string", minLength: 1 };
const edit = { file: text, find: text, replace: { type: "string" } };
const schema = {
  type: "array",
  minItems: 1,
  items: {
    type: "object",
    additionalProperties: false,
    required: ["id", "breaks", "file", "find", "replace"],
    properties: {
      id: { type: "string", pattern: "^[a-z0-9]+(-[a-z0-9]+)+$" },
      breaks: text,
      ...edit,
      also: {
        type: "array",
        items: {
          type: "object",
          additionalProperties: false,
          required: ["file", "find", "replace"],
          properties: edit,
        },
      },
      checks: { type: "array", minItems: 1, items: { enum: checkNames } },
    },
  },
};
const ajv = new Ajv();
const isList = ajv.compile<(Omit<Mutation, "target" | "also"> & { also?: Edit[] })[]>(schema);

/**
 * Reads a list of mutations: YAML, or JSON, which is YAML too. The target of each follows from its file.
 *
 * @throws {UnusableMutation} naming the file and what is wrong in it
 */
export function readMutations(file: string): Mutation[] {
  if (!existsSync(file)) throw new UnusableMutation(`There is no file ${file}.`);
  const list: unknown = parse(readFileSync(file, "utf8"));
  if (!isList(list)) throw new UnusableMutation(`${file}: ${ajv.errorsText(isList.errors, { dataVar: "list" })}`);
  return list.map((entry) => {
    const target = targetOf(entry.file);
    if (target !== undefined) return { ...entry, target, also: entry.also ?? [] };
    throw new UnusableMutation(
      `${file}: ${entry.id} changes ${entry.file}; what is mutated lies under ${Object.values(targets).join(", ")}`,
    );
  });
}

/** The written list, in the order of the arrow: spec, contract, server, client. */
export function writtenList(): Mutation[] {
  const folder = fileURLToPath(new URL("mutations", import.meta.url));
  const order = Object.keys(targets);
  return globSync("*.yaml", { cwd: folder })
    .toSorted()
    .flatMap((file) => readMutations(join(folder, file)))
    .toSorted((one, other) => order.indexOf(one.target) - order.indexOf(other.target));
}

/** Every place that a mutation changes. */
export function editsOf({ file, find, replace, also }: Mutation): Edit[] {
  return [{ file, find, replace }, ...also];
}

/**
 * Makes one change.
 *
 * @throws {UnusableMutation} unless the place is there exactly once: a mutation that no longer applies proves nothing.
 */
export function applyEdit(id: string, { file, find, replace }: Edit, read: (file: string) => string): string {
  const before = read(file);
  const places = before.split(find).length - 1;
  if (places !== 1) {
    const problem = places === 0 ? "does not stand there" : `stands there ${places} times`;
    const remedy = "Mend the mutation: it has to be there exactly once.";
    throw new UnusableMutation(
      `${id} does not apply: in ${file} the text ${JSON.stringify(find)} ${problem}. ${remedy}`,
    );
  }
  return before.replace(find, () => replace);
}

/** What is wrong with a list, one line each: ids used twice, and mutations that do not apply to the tree at `root`. */
export function faultsOf(mutations: readonly Mutation[], root: string): string[] {
  const read = (file: string): string => (existsSync(join(root, file)) ? readFileSync(join(root, file), "utf8") : "");
  const ids = mutations.map(({ id }) => id);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id} is on the list twice`);
  const unusable = mutations.flatMap((mutation) => {
    try {
      for (const edit of editsOf(mutation)) applyEdit(mutation.id, edit, read);
      return [];
    } catch (error) {
      return [(error as Error).message];
    }
  });
  return [...twice, ...unusable];
}
