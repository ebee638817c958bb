/**
 * The command: writes src/generated from the bundled spec; with `--read FILE` it only says whether there is anything in
 * that bundle that it does not know.
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

function main(): void {
  const { read: bundle } = parseArgs({ options: { read: { type: "string" } } }).values;
  if (bundle !== undefined) {
    generate(JSON.parse(readFileSync(bundle, "utf8")));
    return;
  }
  const stale = Object.entries(generate(spec)).filter(([file, text]) => read(file) !== text);
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of stale) writeFileSync(new URL(file, folder), text);
  console.log(stale.length > 0 ? `written: ${stale.map(([file]) => file).join(", ")}` : "nothing to change");
}

try {
  main();
} catch (error) {
  if (!(error instanceof SpecError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
