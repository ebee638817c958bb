/** The syntax of declaration files, as much as the API report needs. Reads with the parser that vite uses. */
import { type Node, parse } from "../architecture/source.ts";

/** One interface, type, class, function or constant of a `.d.ts`. */
export interface Declaration {
  name: string;
  /** Says `export` itself. */
  exported: boolean;
  /** Without `export`. */
  text: string;
  /** The docstring in front of it, as it stands there; empty where there is none. */
  comment: string;
  /** Own members of an interface, class or object type, by name. */
  members: string[];
  /** How many type parameters it has. */
  parameters: number;
  /** Exists at run time: a class, function or constant. */
  isValue: boolean;
  /** Names of other declarations in its text. */
  uses: string[];
  node: Node;
}

/** Declarations of a file in its order. @throws Error on a kind of statement that is not known here */
export function declarationsOf(path: string, text: string): Declaration[] {
  const statements = parse({ path, text }).nodes[0]?.["body"] as Node[] | undefined;
  return (statements ?? []).flatMap((statement) => {
    if (statement.type === "ImportDeclaration") return [];
    const inner = statement.type === "ExportNamedDeclaration" ? (statement["declaration"] as Node | null) : statement;
    if (inner === null) return [];
    const [comment = ""] = /\/\*\*(?:(?!\*\/)[^])*\*\/\s*$/.exec(text.slice(0, positionOf(statement).start)) ?? [];
    return [{ ...declarationOf(inner, text, path), exported: inner !== statement, comment: comment.trim() }];
  });
}

const kinds = [
  "TSInterfaceDeclaration",
  "TSTypeAliasDeclaration",
  "ClassDeclaration",
  "TSDeclareFunction",
  "VariableDeclaration",
];

function declarationOf(node: Node, text: string, path: string): Omit<Declaration, "exported" | "comment"> {
  if (!kinds.includes(node.type)) throw new Error(`${path}: ${node.type} is not known to the API report; teach it`);
  const named = node.type === "VariableDeclaration" ? (node["declarations"] as Node[])[0] : node;
  const body = (node["body"] ?? node["typeAnnotation"]) as Node | undefined;
  const typeParameters = node["typeParameters"] as { params?: Node[] } | null | undefined;
  return {
    name: nameOf(named?.["id"]),
    text: withoutPrivates(text.slice(positionOf(node).start, positionOf(node).end)),
    members: [body?.["body"], body?.["members"]].flatMap((list) =>
      Array.isArray(list) ? list.flatMap(memberName) : [],
    ),
    parameters: typeParameters?.params?.length ?? 0,
    isValue: !node.type.startsWith("TS") || node.type === "TSDeclareFunction",
    uses: nodesOf(node).flatMap(usedName),
    node,
  };
}

/** Private members are nobody's business, and would make two equal classes different for the compiler. */
const withoutPrivates = (text: string): string => text.replaceAll(/^ +(?:#private|private [^;\n]*);\n/gm, "");

function memberName(member: Node): string[] {
  const name = nameOf(member["key"]);
  return name === "" || name === "constructor" ? [] : [name];
}

/** Name of an identifier or of a quoted key; empty for anything else. */
export function nameOf(value: unknown): string {
  const node = value as Node | null | undefined;
  const name = node?.["name"] ?? node?.["value"];
  return typeof name === "string" ? name : "";
}

/** Where a node stands in its text. */
export const positionOf = (node: unknown): { start: number; end: number } => node as { start: number; end: number };

/** Where each kind of node keeps the name of another declaration. */
const references: Record<string, string> = {
  TSTypeReference: "typeName",
  TSInterfaceHeritage: "expression",
  TSClassImplements: "expression",
  ClassDeclaration: "superClass",
  TSTypeQuery: "exprName",
};

function usedName(node: Node): string[] {
  const key = references[node.type];
  const name = key === undefined ? "" : nameOf(node[key]);
  return name === "" ? [] : [name];
}

/** Every node of a tree, parents first. */
export function nodesOf(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesOf);
  if (typeof value !== "object" || value === null) return [];
  const own = "type" in value && typeof value.type === "string" ? [value as Node] : [];
  return [...own, ...Object.values(value).flatMap(nodesOf)];
}
