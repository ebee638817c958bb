import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { undocumentedAnswers } from "./answers.ts";
import { readDescription } from "./description.ts";
import { drift, type DriftError, type Item, type OperationCoverage } from "./drift.ts";
import type { Finding } from "./finding.ts";
import { type Entry, type LeftOut, sortTraffic, writeTraffic } from "./traffic.ts";

/** Something of the spec that no test has shown. */
export interface Gap {
  operationId: string;
  item: Item;
  /** It was sent, but only in requests that were refused. */
  refused: boolean;
}

/** How much of one kind of thing was shown. */
export interface Score {
  covered: number;
  total: number;
}

/** What traffic says about a spec. */
export interface Verdict {
  /** Exchanges that were held against the spec. */
  judged: number;
  leftOut: Map<LeftOut, number>;
  scores: Map<Item["kind"], Score>;
  gaps: Gap[];
  findings: Finding[];
}

/** Thrown when there is nothing to judge. */
export class NothingRecorded extends Error {
  override readonly name = "NothingRecorded";
}

const sameItem = (one: Item, other: Item): boolean => JSON.stringify(one) === JSON.stringify(other);

/** A wrong request is what a test of a refusal sends; whoever gets another answer has sent a right one. */
const isExpected = ({ target, status }: DriftError): boolean => target === "request" && status >= 400 && status < 500;

const messageOf = ({ message, dataPath }: DriftError): string => (dataPath ? `${message} (${dataPath})` : message);

/**
 * Whether an item counts as shown. Statuses and the properties of bodies: if they were there. An operation and a parameter:
 * if a request with them had success, for a test of a bad date shows nothing of what a date does.
 */
function gapOf(
  item: Item,
  all: OperationCoverage,
  successful: OperationCoverage | undefined,
): Pick<Gap, "refused"> | undefined {
  const wasThere = all.covered.some((each) => sameItem(each, item));
  const needsSuccess = item.kind === "operation" || item.kind === "parameter";
  const hadSuccess = !needsSuccess || (successful?.covered.some((each) => sameItem(each, item)) ?? false);
  return wasThere && hadSuccess ? undefined : { refused: wasThere };
}

function count(operations: readonly OperationCoverage[], gaps: readonly Gap[]): Map<Item["kind"], Score> {
  const items = operations.flatMap(({ covered, missing }) => [...covered, ...missing]);
  return new Map(
    (["operation", "parameter", "response", "property"] as const).map((kind) => {
      const total = items.filter((item) => item.kind === kind).length;
      return [kind, { total, covered: total - gaps.filter(({ item }) => item.kind === kind).length }];
    }),
  );
}

/**
 * Holds recorded traffic against a description, with `redocly drift --coverage`.
 *
 * @param spec - bundled description, JSON
 * @param folder - for the traffic that was judged and redocly's reports of it
 * @throws {NothingRecorded} when no entry concerns the description
 */
export async function judge(entries: readonly Entry[], spec: string, folder: string): Promise<Verdict> {
  const description = readDescription(spec);
  const { kept, leftOut } = sortTraffic(entries, description);
  if (kept.length === 0)
    throw new NothingRecorded(
      `No recorded request is one to an operation of the spec, which has them under ${description.basePath}/.`,
    );
  const report = async (name: string, part: readonly Entry[]) => {
    const file = join(folder, name);
    writeFileSync(file, writeTraffic(part), { mode: 0o600 });
    return await drift(file, spec);
  };
  const successful = kept.filter(({ response }) => response.status >= 200 && response.status < 300);
  const [all, { coverage: ofSuccess }] = await Promise.all([
    report("judged.har", kept),
    // redocly refuses a file without traffic.
    successful.length === 0 ? { coverage: [] } : report("successful.har", successful),
  ]);

  const gaps = all.coverage.flatMap((operation) => {
    const counterpart = ofSuccess.find(({ method, path }) => method === operation.method && path === operation.path);
    return [...operation.covered, ...operation.missing].flatMap((item) => {
      const gap = gapOf(item, operation, counterpart);
      return gap === undefined ? [] : [{ operationId: operation.operationId, item, ...gap }];
    });
  });
  const errors = all.errors.filter((error) => !isExpected(error));
  const findings = errors.flatMap((error): Finding[] => {
    const entry = kept[error.exchangeIndex];
    return entry === undefined ? [] : [{ message: messageOf(error), entry, index: error.exchangeIndex }];
  });
  return {
    judged: kept.length,
    leftOut,
    scores: count(all.coverage, gaps),
    gaps,
    findings: [...findings, ...undocumentedAnswers(kept, description)],
  };
}
