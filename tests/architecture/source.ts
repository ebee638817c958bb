import { parseSync } from "vite";
import type { File } from "./repository.ts";

/** One import or re-export of another module. */
export interface Import {
  specifier: string;
  /** Gone at run time: `import type`, or every name marked `type`. */
  typeOnly: boolean;
}

/** A node of the syntax tree (ESTree with TypeScript). */
export interface Node {
  type: string;
  [key: string]: unknown;
}

export interface Source {
  file: File;
  imports: Import[];
  /** `default` and `*` (from `export *`) are reported by these names. */
  exports: string[];
  /** Every node, parents first. */
  nodes: Node[];
}

const parsed = new WeakMap<File, Source>();

/** Hand-written code: what a generator wrote has its own tests, and fixtures are somebody else's on purpose. */
export const isSource = ({ path }: File): boolean =>
  /\.(?:[cm]?ts|tsx|[cm]?js)$/.test(path) && !/(?:^|\/)(?:fixtures|dist)\//.test(path);

/** Parses a file once, with the parser that vite uses. Throws on code that does not parse: no rule may skip a file. */
export function parse(file: File): Source {
  const known = parsed.get(file);
  if (known !== undefined) return known;
  const { program, module, errors } = parseSync(file.path, file.text);
  if (errors.length > 0) throw new Error(`${file.path} does not parse: ${errors[0]?.message}`);
  const nodes = [...walk(program)];
  const source = {
    file,
    nodes,
    imports: [
      ...module.staticImports.map(({ moduleRequest, entries }) => ({
        specifier: moduleRequest.value,
        typeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
      })),
      ...module.staticExports.flatMap(({ entries }) =>
        entries.flatMap(({ moduleRequest, isType }) =>
          moduleRequest === null ? [] : [{ specifier: moduleRequest.value, typeOnly: isType }],
        ),
      ),
      ...nodes.flatMap(readDynamicImport),
    ],
    exports: module.staticExports.flatMap(({ entries }) =>
      entries.map(({ exportName, importName }) => {
        if (exportName.kind === "Default") return "default";
        return importName.kind.startsWith("All") ? "*" : (exportName.name ?? "");
      }),
    ),
  };
  parsed.set(file, source);
  return source;
}

export const sources = (files: File[]): Source[] => files.filter(isSource).map(parse);

/** `import("x")`, `require("x")` and `type X = import("x").Y`. */
function readDynamicImport(node: Node): Import[] {
  const callee = node["callee"] as Node | undefined;
  const argument =
    node.type === "CallExpression" && callee?.["name"] === "require"
      ? (node["arguments"] as Node[])[0]
      : node["source"];
  const isImport = ["ImportExpression", "TSImportType", "CallExpression"].includes(node.type);
  const specifier = (argument as Node | null | undefined)?.["value"];
  return isImport && typeof specifier === "string" ? [{ specifier, typeOnly: node.type === "TSImportType" }] : [];
}

function* walk(value: unknown): Generator<Node> {
  if (Array.isArray(value)) {
    for (const item of value) yield* walk(item);
  } else if (typeof value === "object" && value !== null) {
    if ("type" in value && typeof value.type === "string") yield value as Node;
    for (const child of Object.values(value)) yield* walk(child);
  }
}
