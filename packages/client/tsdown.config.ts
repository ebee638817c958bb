/** The build is for packing only: the same files as in src, as ESM with declarations. */
import { defineConfig } from "tsdown";

export default defineConfig({
  entry: ["src/index.ts", "src/ts-rest.ts"],
  unbundle: true,
  platform: "neutral",
  target: "es2022",
  dts: true,
});
