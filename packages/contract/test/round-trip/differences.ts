/** The comparison, both ways: what the spec says and the contract does not, and the other way round. */
import { type Contract, contractFacts } from "./contract-facts.ts";
import type { Json, SpecDocument } from "./document.ts";
import { specFacts } from "./spec-facts.ts";

/** @returns one line per difference, each beginning with the place: `schemas/Lead/properties/name: only in the spec`. */
export function differences(spec: SpecDocument, contract: Contract): string[] {
  return compare("", specFacts(spec), contractFacts(contract));
}

function compare(place: string, spec: Json | undefined, contract: Json | undefined): string[] {
  if (contract === undefined) return [`${place}: only in the spec`];
  if (spec === undefined) return [`${place}: only in the contract`];
  if (isTree(spec) && isTree(contract)) {
    const keys = new Set([...Object.keys(spec), ...Object.keys(contract)]);
    return [...keys].flatMap((key) => compare(place ? `${place}/${key}` : key, spec[key], contract[key]));
  }
  const [inSpec, inContract] = [JSON.stringify(spec), JSON.stringify(contract)];
  return inSpec === inContract ? [] : [`${place}: the spec says ${inSpec}, the contract ${inContract}`];
}

function isTree(value: Json): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
