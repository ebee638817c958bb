import { Presets, SingleBar } from "cli-progress";

/** Shows how far long work has come. */
export interface Progress {
  /** @param share of the work that is done, 0 to 1. */
  readonly update: (rows: number, share: number) => void;
  /** Writes a line without disturbing the bar. */
  readonly say: (line: string) => void;
  /** Takes the bar away; may be called twice. */
  readonly end: () => void;
}

const number = new Intl.NumberFormat("en");
const linesEvery = 1_000;

function describe(rows: number, share: number): string {
  return `${number.format(rows)} rows, ${Math.floor(100 * share)} %`;
}

/** Elsewhere than on a terminal: a line every second. */
function lines(): Progress {
  let last = Date.now();
  return {
    update(rows, share) {
      if (Date.now() - last < linesEvery) return;
      last = Date.now();
      process.stderr.write(`${describe(rows, share)}\n`);
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
    update(rows, share) {
      if (!shown.isActive) shown.start(100, 0, { rows: 0 });
      shown.update(Math.floor(100 * share), { rows: number.format(rows) });
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
