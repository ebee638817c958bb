/** What is committed is what the generator writes, byte for byte; and everything that it writes can be imported. */
import { readdirSync, readFileSync } from "node:fs";
import spec from "@chatbase-kit/spec/openapi.json" with { type: "json" };
import { expect, test } from "vitest";
import { generate } from "../generate/generate.ts";

const folder = new URL("../src/generated/", import.meta.url);
const committed = readdirSync(folder).map((file) => [file, readFileSync(new URL(file, folder), "utf8")]);

test("src/generated is what `pnpm generate` writes", () => {
  expect(Object.fromEntries(committed)).toEqual(generate(spec));
});

test("src/index.ts names everything that operations.ts declares", () => {
  const index = readFileSync(new URL("../src/index.ts", import.meta.url), "utf8");
  const lists = matches(index, /^export (?:type )?\{([^}]*)\} from "\.\/generated\/operations\.ts"/gm);
  const named = lists.flatMap((list) => matches(list, /(\w+)/g));
  const declared = matches(generate(spec)["operations.ts"], /^export (?:const|interface|type) (\w+)/gm);
  expect(named.toSorted()).toEqual(declared.toSorted());
});

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, group = ""]) => group);
}
