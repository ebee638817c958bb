/** The command: writes src/generated from the bundled spec; with `--check` it only says which files are stale. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import spec from "@chatbase-kit/spec/openapi.json" with { type: "json" };
import { generate } from "./generate.ts";
import { SpecError } from "./place.ts";

const folder = new URL("../src/generated/", import.meta.url);

function read(file: string): string | undefined {
  try {
    return readFileSync(new URL(file, folder), "utf8");
  } catch {
    return undefined;
  }
}

function main(check: boolean): number {
  const stale = Object.entries(generate(spec)).filter(([file, text]) => read(file) !== text);
  if (check) {
    for (const [file] of stale) console.error(`stale: src/generated/${file} (run \`pnpm generate\`)`);
    return stale.length > 0 ? 1 : 0;
  }
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of stale) writeFileSync(new URL(file, folder), text);
  console.log(stale.length > 0 ? `written: ${stale.map(([file]) => file).join(", ")}` : "nothing to change");
  return 0;
}

try {
  process.exitCode = main(process.argv.includes("--check"));
} catch (error) {
  if (!(error instanceof SpecError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
