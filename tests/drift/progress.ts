import { Presets, SingleBar } from "cli-progress";

/** Shows how far a run has come, on standard error. */
export interface Progress {
  /** What is being done before the first mutation. */
  readonly say: (text: string) => void;
  /** A mutation is done. */
  readonly done: (line: string) => void;
  /** Takes the bar away; may be called twice. */
  readonly end: () => void;
}

const write = (text: string): void => void process.stderr.write(`${text}\n`);

/** A bar below the lines on a terminal, plain lines elsewhere. */
export function progress(all: number): Progress {
  if (!process.stderr.isTTY) return { say: write, done: write, end() {} };
  const format = "{bar} {value} of {total} mutations, {duration_formatted}";
  const bar = new SingleBar({ format, stream: process.stderr, clearOnComplete: true }, Presets.shades_classic);
  let count = 0;
  return {
    say: write,
    done(line) {
      if (bar.isActive) bar.stop();
      // What the bar has written stays on its line otherwise.
      process.stderr.write(`\r\x1b[K${line}\n`);
      count += 1;
      bar.start(all, count);
    },
    end: () => bar.stop(),
  };
}
