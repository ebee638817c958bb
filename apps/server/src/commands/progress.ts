import { Presets, SingleBar } from "cli-progress";
import { number } from "./number.ts";

/** Shows how far long work has come. */
export interface Progress {
  /**
   * @param share of the work that is done, 0 to 1.
   * @param rows that are done, if they are counted.
   */
  readonly update: (share: number, rows?: number) => void;
  /** Writes a line without disturbing the bar. */
  readonly say: (line: string) => void;
  /** Takes the bar away; may be called twice. */
  readonly end: () => void;
}

const linesEvery = 1_000;

const counted = (rows: number | undefined, end: string): string =>
  rows === undefined ? "" : `${number.format(rows)} rows${end}`;

/** Elsewhere than on a terminal: a line every second. */
function lines(): Progress {
  let last = Date.now();
  return {
    update(share, rows) {
      if (Date.now() - last < linesEvery) return;
      last = Date.now();
      process.stderr.write(`${counted(rows, ", ")}${Math.floor(100 * share)} %\n`);
    },
    say: (line) => void process.stderr.write(`${line}\n`),
    end: () => {},
  };
}

function bar(verb: string): Progress {
  const format = `${verb} {bar} {percentage} %  {rows}`;
  const shown = new SingleBar(
    { format, stream: process.stderr, clearOnComplete: true, hideCursor: true },
    Presets.shades_classic,
  );
  return {
    update(share, rows) {
      if (!shown.isActive) shown.start(100, 0, { rows: "" });
      shown.update(Math.floor(100 * share), { rows: counted(rows, "") });
    },
    say(line) {
      shown.stop();
      process.stderr.write(`${line}\n`);
    },
    end: () => shown.stop(),
  };
}

/**
 * A bar on a terminal, plain lines elsewhere; both on standard error.
 *
 * @param verb what is done: `importing`.
 */
export function progress(verb: string): Progress {
  return process.stderr.isTTY ? bar(verb) : lines();
}
