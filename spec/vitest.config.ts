import { defineConfig } from "vitest/config";

// Most tests start the linter. That takes a second, and ten on a machine with a lot else to do.
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 60_000 } });
