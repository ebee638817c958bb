/** The round trip is no good unless it fails: one changed fact at a time, on either side, and the place must be named. */
import spec from "@chatbase-kit/spec/openapi.json" with { type: "json" };
import { expect, test } from "vitest";
import { basePath, contract, operations, productionUrl, schemas } from "../src/index.ts";
import type { Contract } from "./round-trip/contract-facts.ts";
import { changesOfContract } from "./round-trip/contract-changes.ts";
import { differences } from "./round-trip/differences.ts";
import type { SpecDocument, SpecOperation, SpecParameter } from "./round-trip/document.ts";
import { type Change, changesOfSpec, type Parts } from "./round-trip/spec-changes.ts";

const document = spec as SpecDocument;
const real: Contract = { router: contract, schemas, operations, basePath, productionUrl };

function differencesAfter(change: Change["change"]): string[] {
  const copy = structuredClone(document);
  const operation = copy.paths["/get-leads"]?.["get"] as SpecOperation;
  change({
    spec: copy,
    operation,
    parameters: operation.parameters as SpecParameter[],
    lead: copy.components.schemas["Lead"] as unknown as Parts["lead"],
    list: copy.components.schemas["LeadList"] as unknown as Parts["list"],
  });
  return differences(copy, real);
}

const placesOf = (lines: string[]) => lines.map((line) => line.slice(0, line.indexOf(":"))).toSorted();

test.each(changesOfSpec)("the spec changes: $what", ({ change, places }) => {
  expect(placesOf(differencesAfter(change))).toEqual(places.toSorted());
});

test.each(changesOfContract)("the contract changes: $what", ({ contract: changed, line }) => {
  expect(differences(document, { ...real, ...changed })).toContain(line);
});
