/** `pnpm test:everywhere`: the same suite in every runtime that the client promises. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "vite";
import { root } from "../run/rooms.ts";
import { runtimes } from "./runtimes.ts";
import { startWireServer } from "./wire-server.ts";

const usage = `Usage: pnpm test:everywhere [--only NAME]

Runs tests/everywhere/suite.mjs, the client as a bundle, against a server on this machine, in each of:
  ${runtimes.map(({ name }) => name).join(", ")}
The runtimes come from the npm registry, some 300 MB the first time.

Options:
  --only NAME   those whose name has NAME in it
  --help        show this text

Exit code: 0 everything held everywhere, 1 something did not, 2 the usage is wrong.`;

const page = `<!doctype html><script type="module">
  import { runSuite } from "/suite.mjs";
  import * as client from "/bundle.js";
  globalThis.outcome = runSuite(client, location.origin).then((held) => held.length + " held", (error) => error.stack);
</script>`;

function wanted(): typeof runtimes {
  const { values } = parseArgs({ options: { only: { type: "string" }, help: { type: "boolean", short: "h" } } });
  if (values.help) {
    console.log(usage);
    process.exit(0);
  }
  const chosen = runtimes.filter(({ name }) => name.toLowerCase().includes((values.only ?? "").toLowerCase()));
  if (chosen.length === 0) throw new Error(`There is no runtime ${values.only}.`);
  return chosen;
}

/** The client in one file without imports, and what runs it. */
async function prepare(folder: string): Promise<void> {
  for (const name of ["suite.mjs", "run.mjs"]) cpSync(join(import.meta.dirname, name), join(folder, name));
  writeFileSync(join(folder, "index.html"), page);
  await build({
    configFile: false,
    logLevel: "error",
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: "es2022",
      lib: { entry: join(root, "packages/client/src/index.ts"), formats: ["es"], fileName: () => "bundle.js" },
    },
  });
}

async function everywhere(chosen: typeof runtimes, folder: string): Promise<boolean> {
  const tools = join(import.meta.dirname, "tools");
  execFileSync("pnpm", ["install", "--frozen-lockfile", "--silent"], { cwd: tools, stdio: ["ignore", 2, 2] });
  await prepare(folder);
  const files = Object.fromEntries(["suite.mjs", "bundle.js"].map((name) => [`/${name}`, join(folder, name)]));
  const server = await startWireServer({ "/": join(folder, "index.html"), ...files });
  const said: string[] = [];
  for (const { name, run } of chosen) {
    const outcome = await run({ folder, tools, origin: server.origin }).catch((error: unknown) => String(error));
    const held = /^[1-9]\d* held$/.test(outcome);
    console.log(`${held ? "✓" : "✗"} ${name.padEnd(10)} ${outcome}`);
    said.push(held ? outcome : "failed");
  }
  server.close();
  // The same everywhere: a check that one runtime leaves out would be no check there.
  return new Set(said).size === 1 && said[0] !== "failed";
}

let chosen: typeof runtimes = [];
try {
  chosen = wanted();
} catch (error) {
  console.error(`${(error as Error).message}\n\n${usage}`);
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), "chatbase-everywhere-"));
try {
  process.exitCode = (await everywhere(chosen, folder)) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
