/** The build is for packing only: ESM with declarations, one entry per sub-path, so that each loads no more than it needs. */
import { defineConfig } from "tsdown";

export default defineConfig({
  entry: {
    index: "src/index.ts",
    operations: "src/generated/operations.ts",
    schemas: "src/generated/schemas.ts",
    shapes: "src/generated/shapes.ts",
  },
  platform: "neutral",
  target: "es2022",
  dts: true,
  // Names without a hash: two builds of the same source give the same package.
  outputOptions: { chunkFileNames: "chunks/[name].js" },
});
