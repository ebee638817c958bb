/** What is sent: changes of the spec, each with the smallest release that may carry it. */
import { added, bodyOf, json, type Operation, parameter, set, type Spec, type SpecChange } from "./parts.ts";

/** Moves the operation to a path that names a parameter. */
function inPath(spec: Spec, operation: Operation, name: string): void {
  const own = { ...structuredClone(operation), operationId: "getLeadsOf", parameters: [] };
  const parameters = [{ name, in: "path", required: true, schema: { type: "string" } }];
  const paths = { "/get-leads": { get: operation }, [`/leads-of/{${name}}`]: { get: { ...own, parameters } } };
  set(spec, { paths });
}

export const requestChanges: SpecChange[] = [
  {
    what: "a parameter is renamed",
    bump: "major",
    change: (all) => set(parameter(all, "page"), { name: "pageNumber" }),
  },
  {
    what: "a parameter of a path is renamed",
    bump: "major",
    before: ({ spec, operation }) => inPath(spec, operation, "chatbotId"),
    change: ({ spec, operation }) => inPath(spec, operation, "botId"),
  },
  { what: "a parameter is gone", bump: "major", change: ({ operation }) => operation.parameters.splice(3, 1) },
  {
    what: "a parameter became required",
    bump: "major",
    change: (all) => set(parameter(all, "startDate"), { required: true }),
  },
  {
    what: "a new required parameter",
    bump: "major",
    change: ({ operation }) => operation.parameters.push(added(true)),
  },
  {
    what: "a new optional parameter",
    bump: "minor",
    change: ({ operation }) => operation.parameters.push(added(false)),
  },
  {
    what: "a parameter may be left out",
    bump: "minor",
    change: (all) => set(parameter(all, "chatbotId"), { required: false }),
  },
  {
    what: "a parameter moves to a header",
    bump: "major",
    change: (all) => set(parameter(all, "page"), { in: "header" }),
  },
  {
    what: "a parameter has another type",
    bump: "major",
    change: (all) => set(parameter(all, "page").schema, { type: "integer" }),
  },
  {
    what: "a parameter has another format",
    bump: "major",
    change: (all) => set(parameter(all, "endDate").schema, { format: "date-time" }),
  },
  {
    what: "a parameter may be shorter only",
    bump: "major",
    change: (all) => set(parameter(all, "chatbotId").schema, { maxLength: 8 }),
  },
  {
    what: "a parameter takes fewer values",
    bump: "major",
    before: (all) => set(parameter(all, "size").schema, { enum: ["10", "20"] }),
    change: (all) => set(parameter(all, "size").schema, { enum: ["10"] }),
  },
  {
    what: "a parameter is deprecated",
    bump: "minor",
    change: (all) => set(parameter(all, "size"), { deprecated: true }),
  },
  {
    what: "a parameter has other words",
    bump: "patch",
    change: (all) => set(parameter(all, "size"), { description: "How many." }),
  },
  {
    what: "a parameter has other words and another name is renamed",
    bump: "major",
    change: (all) => {
      set(parameter(all, "size"), { description: "Page number, counted from 1." });
      set(parameter(all, "page"), { name: "number" });
    },
  },
  {
    what: "a body that must be sent",
    bump: "major",
    change: ({ operation }) => set(operation, { requestBody: { required: true, content: json } }),
  },
  {
    what: "a body that may be sent",
    bump: "minor",
    change: ({ operation }) => set(operation, { requestBody: { required: false, content: json } }),
  },
  {
    what: "a body became required",
    bump: "major",
    before: ({ operation }) => set(operation, { requestBody: { required: false, content: json } }),
    change: ({ operation }) => set(operation, { requestBody: { required: true, content: json } }),
  },
  {
    what: "a parameter has another default",
    bump: "major",
    before: (all) => set(parameter(all, "size").schema, { default: "10" }),
    change: (all) => set(parameter(all, "size").schema, { default: "20" }),
  },
  {
    what: "a parameter has no default any more",
    bump: "major",
    before: (all) => set(parameter(all, "size").schema, { default: "10" }),
    change: (all) => delete parameter(all, "size").schema["default"],
  },
  {
    what: "a parameter has a default",
    bump: "minor",
    change: (all) => set(parameter(all, "size").schema, { default: "10" }),
  },
  {
    what: "a parameter takes more values",
    bump: "minor",
    before: (all) => set(parameter(all, "size").schema, { enum: ["10"] }),
    change: (all) => set(parameter(all, "size").schema, { enum: ["10", "20"] }),
  },
  {
    what: "a parameter may be longer",
    bump: "minor",
    before: (all) => set(parameter(all, "size").schema, { maxLength: 3 }),
    change: (all) => set(parameter(all, "size").schema, { maxLength: 5 }),
  },
  {
    what: "a parameter need not be a date",
    bump: "minor",
    change: (all) => delete parameter(all, "endDate").schema["format"],
  },
  {
    what: "a property of a body is gone",
    bump: "major",
    before: ({ operation }) => set(operation, { requestBody: bodyOf({ a: { type: "string" } }) }),
    change: ({ operation }) => set(operation, { requestBody: bodyOf({}) }),
  },
  {
    what: "a property of a body is renamed",
    bump: "major",
    before: ({ operation }) => set(operation, { requestBody: bodyOf({ a: { type: "string" } }) }),
    change: ({ operation }) => set(operation, { requestBody: bodyOf({ b: { type: "string" } }) }),
  },
  {
    what: "a property of a body cannot be sent any more",
    bump: "major",
    before: ({ operation }) => set(operation, { requestBody: bodyOf({ a: { type: "string" } }) }),
    change: ({ operation }) => set(operation, { requestBody: bodyOf({ a: { type: "string", readOnly: true } }) }),
  },
  {
    what: "a property of a body may be left out",
    bump: "minor",
    before: ({ operation }) => set(operation, { requestBody: bodyOf({ a: { type: "string" } }, { required: ["a"] }) }),
    change: ({ operation }) => set(operation, { requestBody: bodyOf({ a: { type: "string" } }) }),
  },
];
