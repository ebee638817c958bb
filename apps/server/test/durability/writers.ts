import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { seedWhenEmpty } from "../../src/demo/seed.ts";
import { openStore } from "../../src/store/open-store.ts";
import { temporaryFolder } from "../folder.ts";

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** A place of the source and what stands there in a broken build: see broken.ts. */
export type Breakage = readonly [file: string, find: string, replace: string];

/** Arguments and environment of Node for a writer, of the real build or of a broken one. */
export function writerProcess(args: readonly string[], breakage?: Breakage): [args: string[], env: NodeJS.ProcessEnv] {
  const hooks = breakage ? ["--import", here("broken.ts")] : [];
  return [[...hooks, here("writer.ts"), ...args], { ...process.env, CHATBASE_BROKEN: JSON.stringify(breakage ?? []) }];
}

/** A store with the demo data, in a file that ends with the test, or of a folder that somebody else removes. */
export async function seededFile(folder = temporaryFolder()): Promise<string> {
  const path = join(folder, "leads.db");
  const store = openStore(path);
  await seedWhenEmpty(store);
  await store.close();
  return path;
}

/** A process that stores leads until it is killed. */
export class Writer {
  readonly name: string;
  readonly #process: ChildProcess;
  #said = "";
  #complaint = "";

  constructor(path: string, name: string, breakage?: Breakage) {
    this.name = name;
    const [args, env] = writerProcess([path, name, "1000000"], breakage);
    this.#process = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    this.#process.stdout?.on("data", (text: Buffer) => (this.#said += text.toString()));
    this.#process.stderr?.on("data", (text: Buffer) => (this.#complaint += text.toString()));
  }

  /** How many commits it has acknowledged. */
  get acknowledged(): number {
    return this.#said.split("\n").length - 1;
  }

  /** Waits until it has acknowledged something. @throws what it complained of, if it has ended before */
  async hasBegun(): Promise<void> {
    while (this.acknowledged === 0) {
      if (this.#process.exitCode !== null) throw new Error(this.#complaint);
      await Promise.race([once(this.#process.stdout ?? this.#process, "data"), once(this.#process, "exit")]);
    }
  }

  /** Pulls the plug. Resolves when all that it said has arrived. */
  async kill(): Promise<void> {
    this.#process.kill("SIGKILL");
    if (this.#process.exitCode === null && this.#process.signalCode === null) await once(this.#process, "close");
  }
}
