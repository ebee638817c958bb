/** What today's spec says and the generator does not know: a release would promise what no code has read. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { environment, redocly } from "./redocly.ts";

/**
 * @param folder - for the bundle of the spec
 * @returns the generator's sentence, which names the JSON pointer; empty when it knows everything
 */
export function unknownWords(root: string, folder: string): string {
  const bundle = join(folder, "today.openapi.json");
  const told = run([redocly, "bundle", join(root, "spec/openapi.yaml"), "--output", bundle]);
  return told === "" ? run([join(root, "packages/contract/generate/main.ts"), "--read", bundle]) : told;
}

/** What a program says when it fails; empty when it does not. */
function run(args: string[]): string {
  const { status, stderr } = spawnSync(process.execPath, args, { env: { ...process.env, ...environment } });
  return status === 0 ? "" : `${stderr.toString().trim()}\n`;
}
