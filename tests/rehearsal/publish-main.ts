/** `pnpm release:publish`: the last step of a release, and of its rehearsal. */
import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { complaint } from "../run/complaint.ts";
import { root } from "../run/rooms.ts";
import { publishPacked } from "./publish.ts";

const usage = `Usage: pnpm release:publish --from DIR

Publishes the tarballs in DIR (\`changeset pack --out-dir DIR\`) byte for byte and tags the release. Refuses tarballs that have
changed since, or that are not of the versions in this tree. Afterwards it holds what the registry serves against them.

Environment:
  RELEASE_REGISTRY    URL of the registry; without it the one that npm uses here
  RELEASE_TOKEN       token for it; without it the registry has to know the workflow (trusted publishing)
  RELEASE_PROVENANCE  "true": tell the registry which commit and workflow built the packages (the public registry only)

Exit code: 0 published, 1 not, or not as tested, 2 wrong arguments.`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { from: { type: "string" }, help: { type: "boolean", short: "h", default: false } },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  if (values.from === undefined) {
    console.error(usage);
    return 2;
  }
  const { RELEASE_REGISTRY, RELEASE_TOKEN, RELEASE_PROVENANCE } = process.env;
  const registry = RELEASE_REGISTRY || execFileSync("npm", ["config", "get", "registry"]).toString().trim();
  const target = { registry, token: RELEASE_TOKEN || undefined, provenance: RELEASE_PROVENANCE === "true" };
  try {
    const packages = await publishPacked(root, resolve(values.from), target);
    for (const { name, version } of packages) console.log(`${name}@${version} is published, as it was tested.`);
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(complaint(error));
  process.exitCode = 2;
}
