import { defineConfig } from "vitest/config";

// Every example is a process of its own. That takes a second, and ten on a machine with a lot else to do.
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 60_000 } });
