/** Edits of the client's public types, each with the bump that it needs. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "../run/rooms.ts";
import { reportFile, writeReport } from "./api-report.ts";
import { type Bump, largest } from "./bump.ts";
import { declarationsOf } from "./declarations.ts";
import { typeChanges } from "./type-changes.ts";

const committed = readFileSync(join(root, reportFile), "utf8");

test("the committed report is what the client's source says today; `pnpm api:report` rewrites it", () => {
  expect(committed).toBe(writeReport(root));
});

test("the report covers every door of the client", () => {
  const manifest = readFileSync(join(root, "packages/client/package.json"), "utf8");
  expect(Object.keys((JSON.parse(manifest) as { exports: object }).exports)).toEqual([".", "./ts-rest"]);
});

test("private members are in no report: they would make two equal classes different", () => {
  const text = "export declare class A {\n    #private;\n    private readonly b;\n    c: string;\n}";
  expect(declarationsOf("a.d.ts", text)).toMatchObject([{ text: "declare class A {\n    c: string;\n}" }]);
});

test("a kind of declaration that the report does not know stops it", () => {
  expect(() => declarationsOf("a.d.ts", "export declare enum E { a }")).toThrow("TSEnumDeclaration is not known");
});

/** What is replaced by what, and the bump that the edit needs. */
const edits: { what: string; bump: Bump; from: string; to: string }[] = [
  { what: "nothing", bump: "none", from: "# Public types", to: "# The public types" },
  {
    what: "a new function",
    bump: "minor",
    from: "export declare function",
    to: "export declare function ping(): void;\n\nexport declare function",
  },
  {
    what: "a new method",
    bump: "minor",
    from: "export interface Leads {",
    to: "export interface Leads {\n    count(): Promise<number>;",
  },
  {
    what: "a new optional option",
    bump: "minor",
    from: "userAgent?: string | undefined;",
    to: "userAgent?: string | undefined;\n    region?: string | undefined;",
  },
  {
    what: "a new field of a lead",
    bump: "minor",
    from: "created_at: string;",
    to: "created_at: string;\n    shoeSize?: string | undefined;",
  },
  {
    what: "a wider parameter",
    bump: "minor",
    from: "page?: number | undefined;",
    to: "page?: number | bigint | undefined;",
  },
  { what: "a parameter that may be left out", bump: "minor", from: "chatbotId: string;", to: "chatbotId?: string;" },
  {
    what: "a field that is always there now",
    bump: "minor",
    from: "email?: string | undefined;",
    to: "email: string;",
  },
  {
    what: "an operation more",
    bump: "minor",
    from: "export type OperationId = keyof typeof operations",
    to: 'export type OperationId = "updateLead" | keyof typeof operations',
  },
  {
    what: "a function that is gone",
    bump: "major",
    from: "export declare function createClient(options?: ClientOptions): Client;",
    to: "",
  },
  { what: "a renamed error", bump: "major", from: "class RateLimitError", to: "class TooManyError" },
  {
    what: "a name that is not exported any more",
    bump: "major",
    from: "export interface FetchInit",
    to: "interface FetchInit",
  },
  { what: "an option that is gone", bump: "major", from: "timeout?: number | undefined;", to: "" },
  {
    what: "an option that is required now",
    bump: "major",
    from: "baseUrl?: string | undefined;",
    to: "baseUrl: string;",
  },
  {
    what: "a new required option",
    bump: "major",
    from: "userAgent?: string | undefined;",
    to: "userAgent?: string | undefined;\n    region: string;",
  },
  {
    what: "a new required parameter of a method",
    bump: "major",
    from: "chatbotId: string;",
    to: "chatbotId: string;\n    order: string;",
  },
  {
    what: "a narrower parameter of a method",
    bump: "major",
    from: "startDate?: Day | undefined;",
    to: "startDate?: string | undefined;",
  },
  { what: "a field of a lead that is gone", bump: "major", from: "phone?: string | undefined;", to: "" },
  { what: "a field of another type", bump: "major", from: "created_at: string;", to: "created_at: Date;" },
  { what: "a field that can be missing now", bump: "major", from: "created_at: string;", to: "created_at?: string;" },
  {
    what: "a result of another type",
    bump: "major",
    from: "PageRequest<Lead, LeadPage> {",
    to: "AsyncIterable<Lead> {",
  },
  {
    what: "an error that is no ChatbaseError any more",
    bump: "major",
    from: "TimeoutError extends ChatbaseError",
    to: "TimeoutError extends Error",
  },
  { what: "an operation that is gone", bump: "major", from: "keyof typeof operations", to: "never" },
  {
    what: "a method that asks for one argument more",
    bump: "major",
    from: "options?: ListOptions): LeadListRequest",
    to: "options: ListOptions): LeadListRequest",
  },
];

describe("an edit of the client's types", () => {
  test.each(edits)("$what: $bump", ({ from, to, bump }) => {
    expect(committed).toContain(from);
    const changes = typeChanges(root, committed, committed.replace(from, to));
    expect({ bump: largest(changes.map((change) => change.bump)), changes }).toMatchObject({ bump });
  });
});
