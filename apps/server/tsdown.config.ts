/** The build is for packing only. */
import { defineConfig } from "tsdown";

export default defineConfig({
  // The worker is a file of its own: a thread starts with it.
  entry: ["src/index.ts", "src/main.ts", "src/import/import-worker.ts"],
  platform: "node",
  target: "node24",
  dts: { entry: "src/index.ts" },
  fixedExtension: false,
  // Names without a hash: two builds of the same source give the same package.
  outputOptions: { chunkFileNames: "chunks/[name].js" },
});
