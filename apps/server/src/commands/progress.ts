import { Presets, SingleBar } from "cli-progress";

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
  const format = "importing {bar} {percentage} %  {rows} rows";
  const shown = new SingleBar(
    { format, stream: process.stderr, clearOnComplete: true, hideCursor: true },
    Presets.shades_classic,
  );
  return {
    update(rows, bytes, size) {
      if (!shown.isActive) shown.start(size, 0, { rows: 0 });
      shown.update(bytes, { rows: number.format(rows) });
    },
    say(line) {
      shown.stop();
      process.stderr.write(`${line}\n`);
    },
    end: () => shown.stop(),
  };
}

/** A bar on a terminal, plain lines elsewhere; both on standard error. */
export function progress(): Progress {
  return process.stderr.isTTY ? bar() : lines();
}
