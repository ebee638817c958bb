/** Rates what changed between two API reports of the client. */
import { typesOf } from "./api-report.ts";
import type { Change } from "./change.ts";
import { type Declaration, declarationsOf } from "./declarations.ts";
import { strictMethods } from "./strict-methods.ts";
import { askCompiler, type Question } from "./type-check.ts";

/** Sets that grow with each operation: a new member is a new ability, so users must expect more. Losing one breaks. */
const growing = ["OperationId"];

interface Side {
  /** Everything, by name. */
  all: Map<string, Declaration>;
  exported: Declaration[];
  /** What the compiler compares. */
  text: string;
}

function read(report: string, name: string): Side {
  const types = typesOf(report);
  const declarations = declarationsOf(`${name}.d.ts`, types);
  const strict = strictMethods(types, declarations);
  return {
    all: new Map(declarations.map((declaration) => [declaration.name, declaration])),
    exported: declarations.filter(({ exported }) => exported),
    text: growing.reduce(keepMembersApart, strict),
  };
}

/** The set becomes `string`, and its real members stand beside it. */
const keepMembersApart = (text: string, set: string): string =>
  text.replace(new RegExp(`^export type ${set} = `, "m"), `export type ${set} = string;\nexport type ${set}Members = `);

/**
 * Every change that a user's compiler, or a user who reads the types, can see.
 *
 * @param before - report of the last release; undefined before the first
 */
export function typeChanges(root: string, before: string | undefined, after: string): Change[] {
  if (before === undefined) return [change("minor", "*", "The first types that are published.")];
  if (typesOf(before) === typesOf(after)) return [];
  const [old, now] = [read(before, "old"), read(after, "new")];
  const broken = [...lostNames(old, now), ...objections(root, old, now)];
  return [...broken, ...news(old, now, new Set(broken.map(({ place }) => place)))];
}

const change = (bump: Change["bump"], place: string, what: string): Change => ({
  where: "client types",
  bump,
  place,
  what,
});

const has = (side: Side, name: string): boolean => side.exported.some((declaration) => declaration.name === name);

const lostNames = (old: Side, now: Side): Change[] =>
  old.exported
    .filter(({ name }) => !has(now, name))
    .map(({ name }) => change("major", name, "It is not exported any more."));

function objections(root: string, old: Side, now: Side): Change[] {
  const used = reachable(old);
  const kept = old.exported.filter(({ name }) => has(now, name));
  const questions = kept.flatMap((declaration) => questionsAbout(declaration, used.has(declaration.name)));
  return askCompiler(root, { old: old.text, now: now.text }, questions).map(({ name, message }) =>
    change("major", name, message),
  );
}

/** Names that the signature of something with a run time leads to: the compiler compares those in the right direction. */
function reachable({ all, exported }: Side): Set<string> {
  const names = new Set(exported.filter(({ isValue }) => isValue).map(({ name }) => name));
  for (const name of names) for (const next of all.get(name)?.uses ?? []) names.add(next);
  return names;
}

function questionsAbout({ name, isValue, members, parameters }: Declaration, isReachable: boolean): Question[] {
  const typeArguments = parameters === 0 ? "" : `<${Array.from({ length: parameters }, () => "any").join(", ")}>`;
  const type = `${name}${typeArguments}`;
  const line = (text: string, index: number | string) => ({ name, line: text.replace("$", `${name}_${index}`) });
  return [
    ...(isValue ? [line(`export const $: typeof Old.${name} = New.${name};`, "value")] : []),
    // A member that is gone is no error where only the user gives it: the compiler lets objects carry more.
    ...members.map((member, index) => ({
      name: `${name}.${member}`,
      line: line(`export type $ = New.${type}["${member}"];`, index).line,
    })),
    // Nothing says in which direction it is used, so it must hold in both.
    ...(isReachable || isValue
      ? []
      : [line(`export const $: [Old.${type}, New.${type}] = null! as [New.${type}, Old.${type}];`, "type")]),
    ...(growing.includes(name)
      ? [line(`export const $: New.${name}Members = null! as Old.${name}Members;`, "members")]
      : []),
  ];
}

/** What is new, and what reads differently without breaking anybody. */
function news(old: Side, now: Side, broken: Set<string>): Change[] {
  return [...now.all.values()].flatMap(({ name, text, members }) => {
    const before = old.all.get(name);
    if (!has(now, name))
      return before?.text === text || broken.size > 0 ? [] : [change("minor", name, "It reads differently.")];
    if (before === undefined) return [change("minor", name, "It is new.")];
    if (before.text === text) return [];
    const added = members.filter((member) => !before.members.includes(member));
    if (added.length > 0) return added.map((member) => change("minor", `${name}.${member}`, "It is new."));
    const told = [...broken].some((place) => place === name || place.startsWith(`${name}.`));
    return told ? [] : [change("minor", name, "It reads differently.")];
  });
}
