import { setFlagsFromString } from "node:v8";

/**
 * Keeps V8 from letting the young generation grow to 64 MiB, a fifth of all that an import would need. Node has a flag for
 * that, but a command cannot give one to itself: so growing is ended. It holds for the whole process: for a command, never in
 * a server.
 */
export function boundYoungGeneration(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
}
