import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, test } from "vitest";

const folder = new URL("..", import.meta.url).pathname;

/** Bytes of a browser bundle of `code`, minified and gzipped. */
async function sizeOf(code: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: folder, loader: "ts" },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    platform: "neutral",
    write: false,
  });
  return gzipSync(outputFiles[0]?.contents ?? new Uint8Array(), { level: 9 }).length;
}

test("the whole client, validation and contract included, is 8 kB", async () => {
  const size = await sizeOf('export * from "./src/index.ts";');
  expect(size).toBeLessThanOrEqual(8_000);
  // The limit is of use only while it is near.
  expect(size).toBeGreaterThan(7_500);
});

test("what is not used is not in the bundle: a program that only knows errors", async () => {
  const size = await sizeOf('import { NotFoundError } from "./src/index.ts"; console.log(NotFoundError.name);');
  expect(size).toBeLessThan(700);
});
