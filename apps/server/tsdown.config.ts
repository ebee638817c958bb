/**
 * The build is for packing only. @ts-rest/fastify is bundled, being a devDependency: it asks for Fastify 4 as its peer, works
 * with 5, and would make every install of this package warn (docs/decisions/0001).
 */
import { defineConfig } from "tsdown";

export default defineConfig({
  // The worker is a file of its own: a thread starts with it.
  entry: ["src/index.ts", "src/main.ts", "src/import/import-worker.ts"],
  platform: "node",
  target: "node24",
  dts: { entry: "src/index.ts" },
  fixedExtension: false,
  deps: { onlyBundle: ["@ts-rest/fastify"] },
  // Names without a hash: two builds of the same source give the same package.
  outputOptions: { chunkFileNames: "chunks/[name].js" },
});
