/** How much a page gets heavier by the client: one `createClient`, bundled as Vite does, minified and gzipped. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type Environment, run } from "./processes.ts";

export interface SizeLimit {
  title: string;
  /** What is left out of the bundle. */
  external: string[];
  /** Bytes, minified and gzipped. */
  limit: number;
}

export interface Size extends SizeLimit {
  bytes: number;
}

/**
 * What we promise. Raise one only with a reason in the changeset. There is one: since the client reads the contract as data
 * (docs/decisions/0016), validation is a twentieth of it, and leaving it out is no other client.
 */
export const sizeLimits: SizeLimit[] = [{ title: "client with validation", external: [], limit: 8_000 }];

/**
 * Measures what is installed in a project.
 *
 * @param tools - folder with rolldown
 */
export async function measure(project: string, tools: string, env: Environment): Promise<Size[]> {
  const entry = join(project, "entry.js");
  writeFileSync(entry, 'export { createClient } from "@chatbase-kit/client";\n');
  const sizes: Size[] = [];
  for (const limit of sizeLimits) {
    const output = join(project, `bundle-${sizes.length}.js`);
    const program = join(import.meta.dirname, "bundle-process.ts");
    await run(process.execPath, [program, tools, entry, output, ...limit.external], { cwd: project, env });
    sizes.push({ ...limit, bytes: gzipSync(readFileSync(output), { level: 9 }).length });
  }
  return sizes;
}

/** Such as "client with validation 10.11 kB of 10.25". */
export const describeSize = ({ title, bytes, limit }: Size): string => `${title} ${kB(bytes)} kB of ${kB(limit)}`;

const kB = (bytes: number): string => (bytes / 1000).toFixed(2);

/** @throws Error with every size that is over its limit */
export function checkSizes(sizes: readonly Size[]): void {
  const over = sizes.filter(({ bytes, limit }) => bytes > limit);
  if (over.length > 0)
    throw new Error(`Over the limit of tests/rehearsal/sizes.ts: ${over.map(describeSize).join("; ")}`);
}
