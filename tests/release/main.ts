/** `pnpm release:check`: does the pending release say as much as has changed since the last one? */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { complaint } from "../run/complaint.ts";
import { root } from "../run/rooms.ts";
import { referenceFile, writeReference } from "./api-reference.ts";
import { reportFile, writeReport } from "./api-report.ts";
import { releaseGate } from "./gate.ts";

const usage = `Usage: pnpm release:check [options]

Compares the spec and the client's public types with the last release (its newest tag below HEAD; before the first,
spec/seed/openapi.yaml) and says which bump the changes need. Fails when the pending changesets give less. Then runs the
tests of the last release against today's code, unless the pending release is major.

Options:
  --update   write ${reportFile} and ${referenceFile} instead (\`pnpm api:report\`)
  --help     show this text

Exit code: 0 the release may be made, 1 it may not, 2 the gate could not find out.`;

const updateUsage = `Usage: pnpm api:report

Writes the client's public types, as its source has them now, to ${reportFile} and ${referenceFile}.
Tests fail while the two are stale. Read their diff before you commit them: it is what users see.

Exit code: 0 written, 2 not.`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      update: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    console.log(values.update ? updateUsage : usage);
    return 0;
  }
  if (values.update) {
    writeFileSync(join(root, reportFile), writeReport(root));
    writeFileSync(join(root, referenceFile), writeReference(root));
    console.log(`${reportFile} and ${referenceFile} are written. Read their diff: that is what users see.`);
    return 0;
  }
  const { ok, text } = await releaseGate(root);
  console.log(text);
  return ok ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(complaint(error));
  process.exitCode = 2;
}
