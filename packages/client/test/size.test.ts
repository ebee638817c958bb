import { expect, test } from "vitest";
import { bundleSize } from "./support/bundle-size.ts";

/** What to do about a client that has grown. */
const grown = `The client outgrew its limit. Either find the bytes: \`node test/weights.ts\` in packages/client says what weighs. Or raise the
limit here, in tests/rehearsal/sizes.ts, in packages/client/README.md ("in 8 kB") and in docs/decisions/0020-size.md, and give the reason
in the changeset. A property added to the spec's Lead weighs about 8 bytes: for one of those, raise it.`;

test("the whole client, validation and contract included, is 8 kB", async () => {
  const size = await bundleSize('export * from "./src/index.ts";');
  expect(size, grown).toBeLessThanOrEqual(8_000);
  expect(size, "The client shrank: lower the limit with it, which is of use only while it is near.").toBeGreaterThan(
    7_500,
  );
});

test("what is not used is not in the bundle: a program that only knows errors", async () => {
  const size = await bundleSize('import { NotFoundError } from "./src/index.ts"; console.log(NotFoundError.name);');
  expect(size).toBeLessThan(700);
});
