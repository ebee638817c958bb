import { expect, test } from "vitest";
import { type BlockEdit, OrderEdit } from "../../../src/store/order/order-edit.ts";
import { Outline, orderSizes } from "../../../src/store/order/outline.ts";

const leads = 10_000_000;

/** A key that sorts as its number does. */
function keyAt(position: number): string {
  return String(position).padStart(8, "0");
}

test("a block of ten million leads is cut into blocks and sections of their sizes, with every lead at its place", () => {
  const edit = new OrderEdit([{ first: "", leads: leads - 1, version: 1 }], orderSizes);
  const section = edit.sectionOf("");
  edit.load(section, [{ first: "", leads: leads - 1 }]);
  const block = edit.add(section, keyAt(leads - 1)) as BlockEdit;
  edit.cut(block, (from, skip) => keyAt(Number(from) + skip));
  const { sections, blocks } = edit.changes();
  expect(Math.max(...sections.map((each) => each.leads))).toBeLessThanOrEqual(orderSizes.section * orderSizes.block);
  expect(sections.reduce((sum, each) => sum + each.leads, 0)).toBe(leads);
  const outline = new Outline(blocks);
  expect(outline.leads).toBe(leads);
  for (const position of [0, 1, 63, 64, 4_999_999, leads - 1]) {
    const place = outline.at(position);
    expect(place?.run.leads).toBeLessThanOrEqual(orderSizes.block);
    expect(place?.run.first).toBe(place?.before === 0 ? "" : keyAt(place?.before ?? -1));
    expect(outline.of(keyAt(position))).toEqual(place);
  }
  expect(outline.at(leads)).toBeUndefined();
});
