/** openapi.json is what `pnpm generate` makes of openapi.yaml, byte for byte. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { redocly, specFolder, temporaryFolder } from "./redocly.ts";

test("openapi.json is a fresh bundle of openapi.yaml", async () => {
  const output = join(temporaryFolder, "openapi.json");
  expect(await redocly("bundle", "openapi.yaml", "--output", output)).toMatchObject({ exitCode: 0 });
  const [committed, fresh] = [join(specFolder, "openapi.json"), output].map((file) => readFileSync(file, "utf8"));
  expect(committed, "openapi.json is stale: run pnpm generate").toBe(fresh);
});
