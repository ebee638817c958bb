/**
 * Bundles one module for the browser, minified, into one file without imports, or with those named after it.
 *
 *     node bundle-process.ts TOOLS ENTRY OUTPUT [EXTERNAL...]
 *
 * With rolldown, which is what Vite 8 builds with. A process of its own, because its threads outlive their work.
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

interface Rolldown {
  rolldown: (options: { input: string; external: string[]; platform: "browser" }) => Promise<{
    write(options: { file: string; format: "esm"; minify: boolean }): Promise<unknown>;
    close(): Promise<void>;
  }>;
}

const [, , tools = "", input = "", file = "", ...external] = process.argv;
const path = createRequire(join(tools, "package.json")).resolve("rolldown");
const { rolldown } = (await import(pathToFileURL(path).href)) as Rolldown;
const bundle = await rolldown({ input, external, platform: "browser" });
await bundle.write({ file, format: "esm", minify: true });
await bundle.close();
