import { posix } from "node:path";
import { type File, type Rule, textOf } from "../repository.ts";
import { sources } from "../source.ts";

type Entries = Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;

interface Published {
  readonly name: string;
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, string>>;
  readonly imports?: Readonly<Record<string, string>>;
  readonly files?: readonly string[];
  readonly sideEffects?: unknown;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly publishConfig?: Pick<Published, "bin" | "imports"> & {
    readonly access?: string;
    readonly exports?: Entries;
  };
}

/** Packages of the house that are built for publishing, with their folder. */
function builtPackages(files: File[]): { folder: string; manifest: Published }[] {
  return files
    .filter(({ path }) => /^(?:packages|apps)\/[^/]+\/package\.json$/.test(path))
    .map(({ path, text }) => ({ folder: posix.dirname(path), manifest: JSON.parse(text) as Published }))
    .filter(({ manifest }) => manifest.private !== true);
}

/** Where the build puts the entry of a sub-path. */
function distOf(subPath: string): { types: string; default: string } {
  const name = subPath === "." ? "index" : subPath.slice(2);
  return { types: `./dist/${name}.d.ts`, default: `./dist/${name}.js` };
}

/** Where the build puts a program. */
const inDist = (source: string): string => source.replace("./src/", "./dist/").replace(/\.ts$/, ".js");

/** Where the build puts a file that the package imports by a name of its own, `#name`. */
const ownImport = (name: string): string => `./dist/${name.slice(1)}.js`;

/** Who imports a sub-path from the registry gets what who imports it here gets. */
export const publishedEntriesAreOurs: Rule = (files) =>
  builtPackages(files).flatMap(
    ({ folder, manifest: { exports = {}, imports = {}, bin = {}, publishConfig, files: packed = [] } }) => {
      const { exports: entries = {}, imports: own = {}, bin: programs = {} } = publishConfig ?? {};
      const published = { exports: entries, imports: own, bin: programs };
      const wanted = {
        exports: Object.fromEntries(Object.keys(exports).map((subPath) => [subPath, distOf(subPath)])),
        imports: Object.fromEntries(Object.keys(imports).map((name) => [name, ownImport(name)])),
        bin: Object.fromEntries(Object.entries(bin).map(([name, source]) => [name, inDist(source)])),
      };
      const config = textOf(files, `${folder}/tsdown.config.ts`);
      const sourceOf = { ...exports, ...imports, ...bin };
      const unbuilt = Object.entries(sourceOf).filter(([name, source]) => !builds(config, name, source));
      return [
        ...(JSON.stringify(published) === JSON.stringify(wanted)
          ? []
          : [`${folder}/package.json: publishConfig does not lead to where the build puts exports, imports and bin`]),
        ...unbuilt.map(([name]) => `${folder}/tsdown.config.ts: does not build ${name} from where package.json has it`),
        ...(packed.includes("dist") ? [] : [`${folder}/package.json: files leaves dist out`]),
      ];
    },
  );

/** `"src/index.ts"` in a list, or `name: "src/name.ts"`. */
function builds(config: string, subPath: string, source: string): boolean {
  const file = `"${source.replace(/^\.\//, "")}"`;
  const name = subPath === "." ? "index" : subPath.slice(2);
  return config.includes(`${name}: ${file}`) || (/entry: \[/.test(config) && config.includes(file));
}

/** A package that is only installed here, as somebody's devDependency, is missing at whoever installs ours. */
export const importsAreDependencies: Rule = (files) =>
  builtPackages(files).flatMap(({ folder, manifest: { dependencies = {} } }) =>
    sources(files)
      .filter(({ file }) => file.path.startsWith(`${folder}/src/`))
      .flatMap(({ file, imports }) =>
        imports
          .map(({ specifier }) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier)
          .filter((name) => !/^(?:\.|node:)/.test(name) && !(name in dependencies))
          .map((name) => `${file.path}: imports ${name}, which ${folder}/package.json does not depend on`),
      ),
  );

/** Packages of which an importer wants a part: without the promise a bundler keeps all of it. */
export const librariesCanBeShaken: Rule = (files) =>
  builtPackages(files)
    .filter(({ folder, manifest }) => folder.startsWith("packages/") && manifest.sideEffects !== false)
    .map(({ folder }) => `${folder}/package.json: does not say "sideEffects": false`);

/** What users install. One that turns private is published no more, and nobody is told. */
const installed = ["spec", "packages/contract", "packages/client", "apps/server"];

export const publishedPackagesStayPublished: Rule = (files) =>
  installed
    .map((folder) => ({ folder, manifest: JSON.parse(textOf(files, `${folder}/package.json`)) as Published }))
    .flatMap(({ folder, manifest }) => [
      ...(manifest.private === true ? [`${folder}/package.json: is private, but users install it`] : []),
      ...(manifest.publishConfig?.access === "public" ? [] : [`${folder}/package.json: is not published to everybody`]),
    ]);

/** The oldest Node that each package runs on. Raising it takes the package away from somebody. */
const oldestNode: Readonly<Record<string, string>> = {
  "packages/contract": ">=20",
  "packages/client": ">=20",
  "apps/server": ">=24",
};

export const packagesRunOnOldNodes: Rule = (files) =>
  Object.entries(oldestNode)
    .map(([folder, node]) => ({ folder, node, text: textOf(files, `${folder}/package.json`) }))
    .filter(({ text, node }) => (JSON.parse(text) as { engines?: { node?: string } }).engines?.node !== node)
    .map(({ folder, node }) => `${folder}/package.json: engines.node is not ${node}`);
