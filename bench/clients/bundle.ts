import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import type { ClientModule } from "./list.ts";

/**
 * A module and all that it needs as plain JavaScript in one file: Node 20 cannot run TypeScript, and newer ones load a
 * compiler for it.
 *
 * @returns path of the file
 */
export async function built(path: string, folder: string): Promise<string> {
  const outDir = join(folder, "built");
  const name = `${basename(path, ".ts")}.mjs`;
  await build({
    configFile: false,
    logLevel: "error",
    ssr: { noExternal: true },
    build: {
      outDir,
      emptyOutDir: false,
      ssr: path,
      minify: false,
      target: "node20",
      rolldownOptions: { output: { entryFileNames: name } },
    },
  });
  return join(outDir, name);
}

/** A client as a browser gets it. */
export interface Bundle {
  /** Path of the minified module. */
  readonly path: string;
  /** Its size after gzip at the highest level, in bytes. */
  readonly bytes: number;
}

/** Bundles the ten lines that use a client, and all that they need, for browsers. */
export async function bundle({ name, path }: ClientModule, folder: string): Promise<Bundle> {
  const outDir = join(folder, "bundles");
  await build({
    configFile: false,
    logLevel: "error",
    build: {
      outDir,
      emptyOutDir: false,
      minify: true,
      target: "es2022",
      // Not as a library: Vite leaves the white space of those.
      rolldownOptions: {
        input: path,
        preserveEntrySignatures: "strict",
        output: { entryFileNames: `${name}.js` },
      },
    },
  });
  const file = join(outDir, `${name}.js`);
  const code = readFileSync(file);
  writeFileSync(join(outDir, "package.json"), '{"type":"module"}');
  return { path: file, bytes: gzipSync(code, { level: 9 }).length };
}
