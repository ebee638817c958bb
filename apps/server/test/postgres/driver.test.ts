import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";

const index = new URL("../../src/index.ts", import.meta.url).href;

/** Whether a process has loaded `pg` after some lines that use the server. */
function loadsDriver(lines: string): boolean {
  const script = `
    import { createRequire } from "node:module";
    const { openStore } = await import(${JSON.stringify(index)});
    ${lines}
    console.log(Object.keys(createRequire(import.meta.url).cache).some((path) => /[\\\\/]pg[\\\\/]lib[\\\\/]/.test(path)));
  `;
  return execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" }) === "true\n";
}

test("the driver of Postgres is loaded for a Postgres database, and for nothing else", () => {
  expect(loadsDriver('await openStore(":memory:").listChatbots();')).toBe(false);
  expect(loadsDriver('openStore("postgres://127.0.0.1:1/none");')).toBe(false);
  expect(loadsDriver('await openStore("postgres://127.0.0.1:1/none").ping().catch(() => {});')).toBe(true);
});
