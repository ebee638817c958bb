/** The checks that a mutation has to get past, each as the command that CI runs too, cut down to what is concerned. */

/** One process of a check: arguments of Node, and the folder that they are run in, relative to the tree. */
export interface Command {
  readonly cwd: string;
  readonly args: readonly string[];
}

/** Where mutations are made, and under which folder. */
export const targets = {
  spec: "spec/",
  contract: "packages/contract/",
  server: "apps/server/",
  client: "packages/client/",
} as const;

/** What is mutated. */
export type Target = keyof typeof targets;

/** The target that a file belongs to. */
export function targetOf(file: string): Target | undefined {
  return (Object.keys(targets) as Target[]).find((target) => file.startsWith(targets[target]));
}

/** Tests of one package: files by a part of their path, `-t` and other flags of vitest. */
function tests(cwd: string, ...args: string[]): Command {
  return { cwd, args: ["node_modules/vitest/vitest.mjs", "run", "--bail=1", "--reporter=dot", ...args] };
}

function types(cwd: string, project = "."): Command {
  return { cwd, args: ["node_modules/typescript/bin/tsc", "--noEmit", "-p", project] };
}

const redocly = "node_modules/@redocly/cli/bin/cli.js";
const [spec, contract, client, server, outside] = [
  "spec",
  "packages/contract",
  "packages/client",
  "apps/server",
  "tests",
];

/** What compiles gets its API report, as whoever means the change would write it: that it is stale is no merit. */
const report: Command = { cwd: ".", args: ["tests/release/main.ts", "--update"] };

const everything = [types(contract), types(client), types(client, "tsconfig.web.json"), types(server), types(outside)];

/** The packages whose code a change of a target can make wrong, tests included. */
const compiled: Readonly<Record<Target, readonly Command[]>> = {
  spec: [...everything, report],
  contract: [...everything, report],
  server: [types(server), types(outside)],
  client: [types(client), types(client, "tsconfig.web.json"), types(outside)],
};

const checks = {
  /** The generator itself stops at what it does not know. */
  generate: [
    { cwd: spec, args: [redocly, "bundle", "openapi.yaml", "--output", "openapi.json"] },
    { cwd: contract, args: ["generate/main.ts"] },
  ],
  lint: [{ cwd: spec, args: [redocly, "lint", "openapi.yaml"] }],
  seed: [tests(spec, "test/seed.test.ts", "test/examples.test.ts", "test/required.test.ts")],
  "spec's words": [tests(outside, "words/words.test.ts")],
  types: compiled,
  "contract tests": [tests(contract, "--exclude=**/stale.test.ts")],
  "release gate": [{ cwd: ".", args: ["tests/release/main.ts"] }],
  architecture: [tests(outside, "architecture.test.ts")],
  "right answers": [tests(outside, "wrong-answers/wrong-answers.test.ts", "--testNamePattern=^the real server")],
  "dredd, strict": [tests(outside, "dredd/dredd.test.ts")],
  // The decision whether to try again comes first: where it is wrong, the other tests wait for an end that does not come.
  "client tests": [
    tests(client, "test/retry.test.ts"),
    tests(client, "--exclude=test/faults/**", "--exclude=test/retry.test.ts"),
    tests(client, "test/faults"),
  ],
  "server: requests": [
    tests(server, "http/parameters", "http/authorization", "http/isolation.test", "http/order.test", "http/targets"),
    tests(server, "http/errors", "http/envelope", "test/config", "test/index", "http/service", "http/query.property"),
  ],
  "server: pages": [tests(server, "http/pages.property", "test/store", "test/leads")],
  "server: protocol": [tests(server, "http/framing", "http/internal-errors", "http/leak", "http/draining")],
  "server: import": [tests(server, "test/import")],
  "server: start": [tests(server, "test/process/start")],
  conformance: [tests(outside, "conformance/conformance.test.ts", "conformance/wrong-answers.test.ts")],
  "end to end": [tests(outside, "e2e/observed.test.ts")],
  /** Sees every edit of a generated file; asked last, so that the table shows who else does. */
  "generated files fresh": [tests(spec, "test/bundle.test.ts"), tests(contract, "test/stale.test.ts")],
} as const satisfies Record<string, readonly Command[] | Readonly<Record<Target, readonly Command[]>>>;

/** Name of a check, as the table shows it. */
export type CheckName = keyof typeof checks;

export const checkNames = Object.keys(checks) as CheckName[];

/** The processes of a check, one after the other. */
export function commandsOf(name: CheckName, target: Target): readonly Command[] {
  const commands = checks[name];
  return "spec" in commands ? commands[target] : commands;
}

/**
 * The checks that are concerned by a change of a target, the cheap ones first.
 *
 * A mutation of the spec is generated from first, as whoever means it would: that its files are stale would be no merit.
 */
export const concerned: Readonly<Record<Target, readonly CheckName[]>> = {
  spec: [
    "generate",
    "lint",
    "types",
    "seed",
    "spec's words",
    "contract tests",
    "release gate",
    "architecture",
    "right answers",
    "dredd, strict",
    "client tests",
    "server: requests",
  ],
  contract: [
    "types",
    "architecture",
    "contract tests",
    "release gate",
    "right answers",
    "dredd, strict",
    "client tests",
    "server: requests",
    "generated files fresh",
  ],
  server: [
    "types",
    "right answers",
    "server: requests",
    "server: pages",
    "dredd, strict",
    "server: protocol",
    "architecture",
    "end to end",
    "server: import",
    "conformance",
    "server: start",
  ],
  client: ["types", "release gate", "architecture", "client tests", "end to end"],
};
