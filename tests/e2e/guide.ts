/** A guide of docs/ as a reader would type it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "./program.ts";

/** What stands between two fences. */
interface Block {
  /** What stands behind the fence: `sh`, `sh setup`, `sh start`, `text`, … */
  readonly kind: string;
  readonly text: string;
}

/** What to type, what it prints, and the command that started the server before it. */
interface Example {
  readonly typed: string;
  readonly printed: string;
  readonly start: string;
}

/** A guide: a block `sh` is followed by a block `text` with what it prints; `sh setup` goes before each. */
export class Guide {
  readonly blocks: readonly Block[];
  readonly #setup: string;

  /** @param page its name in docs/ */
  constructor(page: string) {
    const guide = readFileSync(join(root, "docs", page), "utf8");
    this.blocks = [...guide.matchAll(/^```(.*)\n([^]*?)^```$/gm)].map(([, kind = "", text = ""]) => ({ kind, text }));
    this.#setup = this.blocks.find(({ kind }) => kind === "sh setup")?.text ?? "";
  }

  examples(): Example[] {
    let start = "";
    return this.blocks.flatMap(({ kind, text }, index) => {
      if (kind === "sh start") start = text.trim();
      const printed = this.blocks[index + 1];
      return kind === "sh" && printed?.kind === "text" ? [{ typed: text, printed: printed.text, start }] : [];
    });
  }

  /** Everything that an example prints, on both outputs; the exit code is the example's own matter. */
  async output(typed: string, baseUrl: string): Promise<string> {
    const setup = this.#setup.replaceAll("http://127.0.0.1:4010", new URL(baseUrl).origin);
    const { stdout } = await run("sh", ["-c", `exec 2>&1\n${setup}\n${typed}\ntrue`]);
    return stdout.replaceAll("\r", "");
  }
}

/** A line of a guide, in which `…` stands for anything. */
export function linePattern(line: string): RegExp {
  const parts = line.split("…").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")} *$`, "m");
}
