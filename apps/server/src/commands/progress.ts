import { progress as clackProgress } from "@clack/prompts";

/** Shows how far long work has come. */
export interface Progress {
  readonly update: (rows: number, bytes: number, size: number) => void;
  /** Writes a line without disturbing the bar. */
  readonly say: (line: string) => void;
  /** Takes the bar away; may be called twice. */
  readonly end: () => void;
}

const number = new Intl.NumberFormat("en");
const linesEvery = 2_000;

function describe(rows: number, bytes: number, size: number): string {
  return `${number.format(rows)} rows, ${Math.floor((100 * bytes) / Math.max(size, 1))} %`;
}

/** Elsewhere than on a terminal: a line every two seconds. */
function lines(): Progress {
  let last = Date.now();
  return {
    update(rows, bytes, size) {
      if (Date.now() - last < linesEvery) return;
      last = Date.now();
      process.stderr.write(`${describe(rows, bytes, size)}\n`);
    },
    say: (line) => void process.stderr.write(`${line}\n`),
    end: () => {},
  };
}

function bar(): Progress {
  let shown: ReturnType<typeof clackProgress> | undefined;
  let done = 0;
  const end = (): void => {
    shown?.clear();
    shown = undefined;
    done = 0;
  };
  return {
    update(rows, bytes, size) {
      if (!shown) {
        shown = clackProgress({ max: 100, output: process.stderr });
        shown.start("importing");
      }
      const percent = Math.floor((100 * bytes) / Math.max(size, 1));
      shown.advance(percent - done, describe(rows, bytes, size));
      done = percent;
    },
    say(line) {
      end();
      process.stderr.write(`${line}\n`);
    },
    end,
  };
}

/** A bar on a terminal, plain lines elsewhere; both on standard error. */
export function progress(): Progress {
  return process.stderr.isTTY ? bar() : lines();
}
