/** The contract says what the spec says, no less and no more: per operation, per parameter and per schema. */
import { expect, test } from "vitest";
import spec from "@chatbase-kit/spec/openapi.json" with { type: "json" };
import { basePath, contract, operations, productionUrl, schemas } from "../src/index.ts";
import * as constructsOperations from "./fixtures/constructs/operations.ts";
import * as constructsRouter from "./fixtures/constructs/router.ts";
import * as constructsSchemas from "./fixtures/constructs/schemas.ts";
import constructs from "./fixtures/constructs/openapi.json" with { type: "json" };
import { differences } from "./round-trip/differences.ts";
import type { SpecDocument } from "./round-trip/document.ts";

test("the contract equals the spec", () => {
  const views = { router: contract, schemas, operations, basePath, productionUrl };
  expect(differences(spec as SpecDocument, views)).toEqual([]);
});

test("so does what is generated from every construct that the generator knows", () => {
  const views = { ...constructsOperations, router: constructsRouter.contract, schemas: constructsSchemas };
  expect(differences(constructs as unknown as SpecDocument, views)).toEqual([]);
});
