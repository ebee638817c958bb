/** What a rehearsal does, step by step: a line for each with its seconds, and the table at the end. */

export interface StepResult {
  title: string;
  outcome: "passed" | "failed";
  seconds: number;
  /** What came of it, such as "4 tarballs"; of a failed step the reason. */
  detail: string;
}

/** Something that a rehearsal needs is missing here: nothing is said about the release. */
export class CannotRehearse extends Error {
  override readonly name = "CannotRehearse";
}

/** Work of a step. What it tells with `say` stands behind its title. */
export type Work<T> = (say: (detail: string) => void) => T | Promise<T>;

export interface Steps {
  readonly results: readonly StepResult[];
  /** Runs one step. @throws what the work throws, after it was recorded */
  readonly step: <T>(title: string, work: Work<T>) => Promise<T>;
  /** Runs a step that proves nothing but is needed for what follows. @throws CannotRehearse */
  readonly prepare: <T>(title: string, work: Work<T>) => Promise<T>;
}

/** @param print - one line of progress */
export function createSteps(print: (line: string) => void): Steps {
  const results: StepResult[] = [];

  async function step<T>(title: string, work: Work<T>): Promise<T> {
    const began = performance.now();
    let detail = "";
    const record = (outcome: StepResult["outcome"]): void => {
      const result = { title, outcome, seconds: (performance.now() - began) / 1000, detail };
      results.push(result);
      print(lineOf(result));
    };
    try {
      const value = await work((text) => (detail = text));
      record("passed");
      return value;
    } catch (error) {
      detail = messageOf(error);
      record("failed");
      throw error;
    }
  }

  async function prepare<T>(title: string, work: Work<T>): Promise<T> {
    try {
      return await step(title, work);
    } catch (cause) {
      throw new CannotRehearse(`${title}: ${messageOf(cause)}`, { cause });
    }
  }
  return { results, step, prepare };
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function lineOf({ title, outcome, seconds, detail }: StepResult): string {
  const head = `${outcome === "passed" ? "✓" : "✗"} ${seconds.toFixed(1).padStart(5)} s  ${title}`;
  if (outcome === "failed") return `${head}\n${detail.replaceAll(/^/gm, "           ")}`;
  return detail === "" ? head : `${head}: ${detail}`;
}

/** The table at the end: every step with its seconds, the sum, and the verdict. */
export function renderSummary(results: readonly StepResult[], verdict: string): string {
  const width = Math.max(...results.map(({ title }) => title.length));
  const rows = results.map(({ title, outcome, seconds, detail }) => {
    return `  ${title.padEnd(width)}  ${seconds.toFixed(1).padStart(5)} s  ${outcome === "passed" ? detail : "FAILED, see above"}`;
  });
  const total = results.reduce((sum, { seconds }) => sum + seconds, 0);
  return ["", ...rows, `  ${"all".padEnd(width)}  ${total.toFixed(1).padStart(5)} s`, "", verdict].join("\n");
}
