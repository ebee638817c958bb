/** What is answered: changes of the spec, each with the smallest release that may carry it. */
import { property, set, type SpecChange } from "./parts.ts";

export const responseChanges: SpecChange[] = [
  { what: "a property is gone", bump: "major", change: ({ lead }) => delete lead.properties["phone"] },
  {
    what: "a property is renamed",
    bump: "major",
    change: (all) => {
      set(all.lead.properties, { mail: property(all, "email") });
      delete all.lead.properties["email"];
    },
  },
  {
    what: "a new property",
    bump: "minor",
    change: ({ lead }) => set(lead.properties, { company: { type: "string", description: "d", example: "e" } }),
  },
  {
    what: "a property has another type",
    bump: "major",
    change: (all) => set(property(all, "id"), { type: "integer" }),
  },
  {
    what: "a property has another format",
    bump: "major",
    change: (all) => set(property(all, "created_at"), { format: "date" }),
  },
  { what: "a property can be missing", bump: "major", change: ({ lead }) => lead.required.pop() },
  { what: "a property is always there", bump: "patch", change: ({ lead }) => lead.required.push("email") },
  { what: "a property can be null", bump: "major", change: (all) => set(property(all, "phone"), { nullable: true }) },
  {
    what: "a property is not sent any more",
    bump: "major",
    change: (all) => set(property(all, "phone"), { writeOnly: true }),
  },
  {
    what: "a property has more values",
    bump: "major",
    before: (all) => set(property(all, "name"), { enum: ["a"] }),
    change: (all) => set(property(all, "name"), { enum: ["a", "b"] }),
  },
  {
    what: "a property has another example",
    bump: "patch",
    change: (all) => set(property(all, "name"), { example: "Jane Doe" }),
  },
  {
    what: "another envelope",
    bump: "major",
    change: ({ spec }) =>
      set(spec.components.schemas["LeadList"] ?? {}, {
        required: ["leads"],
        properties: { leads: { type: "array", items: { $ref: "#/components/schemas/Lead" } } },
      }),
  },
  { what: "a status is gone", bump: "major", change: ({ operation }) => delete operation.responses["404"] },
  {
    what: "a new status",
    bump: "minor",
    change: ({ operation }) => set(operation.responses, { 429: { $ref: "#/components/responses/BadRequest" } }),
  },
  {
    what: "another content type",
    bump: "major",
    change: ({ operation }) =>
      set(operation.responses["200"] ?? {}, { content: { "text/csv": { schema: { type: "string" }, example: "id" } } }),
  },
  {
    what: "a new header",
    bump: "minor",
    change: ({ operation }) =>
      set(operation.responses["200"] ?? {}, {
        headers: { "X-Total": { description: "d", schema: { type: "string" } } },
      }),
  },
  {
    what: "a header can be missing",
    bump: "major",
    before: ({ operation }) =>
      set(operation.responses["200"] ?? {}, {
        headers: { "X-Total": { description: "d", required: true, schema: { type: "string" } } },
      }),
    change: ({ operation }) =>
      set(operation.responses["200"] ?? {}, {
        headers: { "X-Total": { description: "d", required: false, schema: { type: "string" } } },
      }),
  },
  {
    what: "a property has another default, which nobody sends",
    bump: "patch",
    before: (all) => set(property(all, "name"), { default: "a" }),
    change: (all) => set(property(all, "name"), { default: "b" }),
  },
];
