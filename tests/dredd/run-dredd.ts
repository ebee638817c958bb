import { EventEmitter } from "node:events";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { basePathOf, spec as bundledSpec, type Spec } from "./spec.ts";
import { strictHooks, type Target } from "./strict-hooks.ts";
import type { StrictHooks, Transaction } from "./transaction.ts";

/** What became of one transaction. */
export interface Verdict {
  /** `getLeads 200` */
  title: string;
  outcome: "pass" | "fail" | "skip";
  /** Why not `pass`. */
  message: string;
  /** What was sent: method, path with query, and the key or its absence. */
  request: string;
}

export interface DreddReport {
  verdicts: Verdict[];
  /** What went wrong outside of any verdict: no connection, or a hook that refuses to go on. */
  errors: string[];
}

export interface DreddOptions extends Target {
  /** Such as `http://127.0.0.1:4010`. */
  readonly origin: string;
  /** Another spec than the bundled one, for a test of dredd's own alertness. */
  readonly spec?: Spec;
  /** Changes the hooks, for the same end. */
  readonly tamper?: (hooks: StrictHooks) => StrictHooks;
}

type Dredd = new (configuration: object) => { run(done: (error: Error | null) => void): void };
interface Test extends Pick<Transaction, "request"> {
  title: string;
  message: string;
}

const require = createRequire(import.meta.url);

/** Loads dredd without what Node has to say about code of 2021: nobody who runs the tests can mend it. */
function loadDredd(): Dredd {
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = () => {};
  try {
    return require("dredd") as Dredd;
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** Dredd prints every request whatever it is told; the verdicts are vitest's to report. */
function silenceReporter(): void {
  const { default: logger } = require("dredd/build/reporters/reporterOutputLogger.js") as {
    default: { transports: { console: { silent: boolean } } };
  };
  logger.transports.console.silent = true;
}

function listen(report: DreddReport, paths: Map<string, string>): EventEmitter {
  const emitter = new EventEmitter();
  for (const outcome of ["pass", "fail", "skip"] as const) {
    emitter.on(`test ${outcome}`, ({ title, message, request }: Test) => {
      const key = request.headers["Authorization"] ?? "no key";
      report.verdicts.push({ title, outcome, message, request: `${request.method} ${paths.get(title)} with ${key}` });
    });
  }
  emitter.on("test error", (error: Error) => report.errors.push(error.message));
  return emitter;
}

/** Runs dredd, made strict, in this process. Nothing is thrown for a bad answer: it is in the report. */
export async function runDredd(options: DreddOptions): Promise<DreddReport> {
  const { origin, spec = bundledSpec, tamper = (hooks: StrictHooks) => hooks } = options;
  const report: DreddReport = { verdicts: [], errors: [] };
  const paths = new Map<string, string>();
  const hooks = tamper(strictHooks(spec, options));
  const noting: StrictHooks = {
    ...hooks,
    beforeEach(transaction) {
      hooks.beforeEach(transaction);
      paths.set(transaction.id, transaction.fullPath);
    },
  };
  const DreddRun = loadDredd();
  silenceReporter();
  const dredd = new DreddRun({
    endpoint: origin + basePathOf(spec),
    apiDescriptions: [{ location: "openapi.json", content: JSON.stringify(spec) }],
    hookfiles: [fileURLToPath(new URL("hooks.cts", import.meta.url))],
    custom: { hooks: noting },
    emitter: listen(report, paths),
    loglevel: "silent",
  });
  await new Promise<void>((resolve, reject) => {
    dredd.run((error) => (error ? reject(error) : resolve()));
  });
  return report;
}
