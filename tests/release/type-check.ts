/** Asks the compiler whether what was written for the old types still compiles with the new ones. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compiler } from "./api-report.ts";

/** One line of TypeScript that must compile, and the name that is in question when it does not. */
export interface Question {
  name: string;
  line: string;
}

export interface Objection {
  name: string;
  /** The compiler's most precise sentence. */
  message: string;
}

const head = ['import * as Old from "./old.ts";', 'import * as New from "./new.ts";'];

const compilerOptions = {
  strict: true,
  // Ours are checked, those that come with the compiler are not ours to doubt.
  skipDefaultLibCheck: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  allowImportingTsExtensions: true,
  module: "esnext",
  moduleResolution: "bundler",
  target: "es2022",
  lib: ["ES2022", "DOM"],
  types: [],
};

/**
 * @param root - repository whose compiler is asked
 * @throws Error when one of the declaration files does not compile by itself
 */
export function askCompiler(root: string, texts: { old: string; now: string }, questions: Question[]): Objection[] {
  const folder = mkdtempSync(join(tmpdir(), "api-types-"));
  try {
    // Without an empty export everything in a declaration file is exported, whether it says so or not.
    writeFileSync(join(folder, "old.d.ts"), `${texts.old}\nexport {};\n`);
    writeFileSync(join(folder, "new.d.ts"), `${texts.now}\nexport {};\n`);
    writeFileSync(join(folder, "check.ts"), [...head, ...questions.map(({ line }) => line)].join("\n"));
    const files = ["old.d.ts", "new.d.ts", "check.ts"];
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
    const { stdout } = spawnSync(process.execPath, [compiler(root), "-p", ".", "--pretty", "false"], { cwd: folder });
    return readObjections(stdout.toString(), questions);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `check.ts(5,14): error TS2322: Type …` and, indented below, the way to what is really wrong. */
function readObjections(output: string, questions: Question[]): Objection[] {
  return output
    .split(/\n(?=\S)/)
    .filter((block) => block.trim() !== "")
    .map((block) => {
      const [, line] = /^check\.ts\((\d+),/.exec(block) ?? [];
      const question = questions[Number(line) - 1 - head.length];
      if (question === undefined) throw new Error(`The API report does not compile:\n${output}`);
      const sentence = block.trimEnd().split("\n").at(-1)?.trim() ?? "";
      return { name: question.name, message: sentence.replace(/^.*?error TS\d+: /, "") };
    });
}
