import { gzipSync } from "node:zlib";
import { build, type Plugin } from "esbuild";

const folder = new URL("../..", import.meta.url).pathname;

/** Bytes of what a browser gets of `code`, which imports from this package's folder: bundled, minified, gzip at level 9. */
export async function bundleSize(code: string, plugins: Plugin[] = []): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: folder, loader: "ts" },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    platform: "neutral",
    write: false,
    plugins,
  });
  return gzipSync(outputFiles[0]?.contents ?? new Uint8Array(), { level: 9 }).length;
}
