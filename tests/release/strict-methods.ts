import type { Node } from "../architecture/source.ts";
import { type Declaration, nameOf, nodesOf, positionOf } from "./declarations.ts";

/**
 * Methods as properties, for a comparison: `list(params): R` becomes `list: (params) => R`.
 *
 * To a user both are the same. To the compiler they are not: it compares the parameters of methods in both directions and
 * takes either one, those of properties in the direction that counts. A parameter that became required would slip through.
 */
export function strictMethods(types: string, declarations: readonly Declaration[]): string {
  const methods = declarations
    .flatMap(({ node }) => nodesOf(node))
    .flatMap((node) => listOfMembers(node))
    .flatMap((members) => members.filter((member) => isMethod(member) && isAlone(member, members)))
    .toSorted((a, b) => positionOf(b).start - positionOf(a).start);
  return methods.reduce((text, method) => asProperty(text, method), types);
}

/** Members of an interface, class or object type. */
function listOfMembers(node: Node): Node[][] {
  const list = { TSInterfaceBody: "body", ClassBody: "body", TSTypeLiteral: "members" }[node.type];
  return list === undefined ? [] : [node[list] as Node[]];
}

const isMethod = ({ type, kind, static: isStatic }: Node): boolean =>
  kind === "method" && isStatic !== true && /MethodSignature|MethodDefinition$|TSAbstractMethodDefinition/.test(type);

/** Overloads have no form as one property; the compiler compares them as methods. */
const isAlone = (member: Node, members: readonly Node[]): boolean =>
  members.filter(({ key }) => nameOf(key) === nameOf(member["key"])).length === 1;

function asProperty(text: string, method: Node): string {
  // In a class the signature is a node of its own, below the name.
  const signature = (method["value"] ?? method) as Node;
  const result = signature["returnType"] as Node | null | undefined;
  if (result === null || result === undefined) return text;
  const { start, end } = positionOf(method);
  const keyEnd = positionOf(method["key"]).end;
  const parameters = keyEnd + text.slice(keyEnd).search(/[(<]/);
  const name = `${text.slice(start, keyEnd)}${method["optional"] === true ? "?" : ""}`;
  const type = text.slice(positionOf(result["typeAnnotation"]).start, positionOf(result).end);
  const rewritten = `${name}: ${text.slice(parameters, positionOf(result).start)} => ${type};`;
  return text.slice(0, start) + rewritten + text.slice(end);
}
