/**
 * The command: writes src/generated from the bundled spec; with `--check` it only says which files are stale,
 * with `--read FILE` whether there is anything in that bundle that it does not know.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
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

function main(): number {
  const options = { check: { type: "boolean", default: false }, read: { type: "string" } } as const;
  const { check, read: bundle } = parseArgs({ options }).values;
  if (bundle !== undefined) {
    generate(JSON.parse(readFileSync(bundle, "utf8")));
    return 0;
  }
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
  process.exitCode = main();
} catch (error) {
  if (!(error instanceof SpecError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
