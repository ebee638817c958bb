import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["**/*.test.ts"],
    // Real processes, real files and dredd: slower than a unit test, and on two cores slower still.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
