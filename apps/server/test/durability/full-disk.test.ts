/** On a full disk writes are refused, pages are answered, and it goes on as soon as there is room. */
import { execFileSync, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { temporaryFolder } from "../folder.ts";

const program = fileURLToPath(new URL("full-disk.ts", import.meta.url));

/** A shell that may mount: in a namespace of its own, so that nothing is left. */
const alone = ["--user", "--map-root-user", "--mount", "sh", "-c"];
const canMount = spawnSync("unshare", [...alone, 'mount -t tmpfs none "$0"', "/tmp"]).status === 0;

test.skipIf(!canMount)("writes get 503, pages 200, and nobody restarts anything", { timeout: 60_000 }, () => {
  const script = 'mount -t tmpfs -o size=12m none "$0" && cd "$0" && exec "$1" "$2"';
  const said = execFileSync("unshare", [...alone, script, temporaryFolder(), process.execPath, program], {
    encoding: "utf8",
  });
  const working = { write: "201", read: 200 };
  expect(JSON.parse(said)).toEqual({
    before: working,
    full: {
      write: "503 The server cannot answer at the moment.",
      read: 200,
    },
    after: working,
    faults: [],
  });
});
