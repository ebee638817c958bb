import { expect, test } from "vitest";
import { bundleSize } from "./support/bundle-size.ts";

test("the whole client, validation and contract included, is 8 kB", async () => {
  const size = await bundleSize('export * from "./src/index.ts";');
  expect(size).toBeLessThanOrEqual(8_000);
  // The limit is of use only while it is near.
  expect(size).toBeGreaterThan(7_500);
});

test("what is not used is not in the bundle: a program that only knows errors", async () => {
  const size = await bundleSize('import { NotFoundError } from "./src/index.ts"; console.log(NotFoundError.name);');
  expect(size).toBeLessThan(700);
});
