import { defineConfig } from "vitest/config";

// What takes milliseconds has taken more than vitest's five seconds on a machine with a lot else to do.
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 60_000 } });
