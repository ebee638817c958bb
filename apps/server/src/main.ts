#!/usr/bin/env node
const [major = 0] = process.versions.node.split(".").map(Number);
if (major >= 24) {
  // Halves the start, from the second one on: what was compiled is kept in the folder for temporary files.
  const { enableCompileCache } = await import("node:module");
  enableCompileCache();
  const { runProgram } = await import("./program.ts");
  await runProgram();
} else {
  // Said before anything is loaded that needs it: node:sqlite.
  process.stderr.write(`chatbase-server needs Node 24 or newer; this is ${process.versions.node}.\n`);
  process.exitCode = 1;
}
