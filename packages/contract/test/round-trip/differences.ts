/** The comparison, both ways: what the spec says and the contract does not, and the other way round. */
import { type Contract, contractFacts } from "./contract-facts.ts";
import type { Json, JsonObject, SpecDocument } from "./document.ts";
import { specFacts } from "./spec-facts.ts";

/** @returns one line per difference, each beginning with the place: `schemas/Lead/properties/name: only in the spec`. */
export function differences(spec: SpecDocument, contract: Contract): string[] {
  return compare("", specFacts(spec), contractFacts(contract));
}

function compare(place: string, spec: Json | undefined, contract: Json | undefined): string[] {
  if (contract === undefined) return [`${place}: only in the spec`];
  if (spec === undefined) return [`${place}: only in the contract`];
  const [left, right] = [treeOf(spec), treeOf(contract)];
  if (left && right) {
    const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
    return [...keys].flatMap((key) => compare(place ? `${place}/${key}` : key, left[key], right[key]));
  }
  const [inSpec, inContract] = [JSON.stringify(spec), JSON.stringify(contract)];
  return inSpec === inContract ? [] : [`${place}: the spec says ${inSpec}, the contract ${inContract}`];
}

/** What has places inside: an object, or a list of objects, which are then called by their position. */
function treeOf(value: Json): JsonObject | undefined {
  if (Array.isArray(value)) return value.some((item) => treeOf(item)) ? Object.fromEntries(value.entries()) : undefined;
  return typeof value === "object" && value !== null ? value : undefined;
}
