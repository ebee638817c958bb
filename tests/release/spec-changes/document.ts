/** Everything around a request and its answer: changes of the spec, each with the smallest release that may carry it. */
import { set, type SpecChange } from "./parts.ts";

export const documentChanges: SpecChange[] = [
  { what: "nothing", bump: "none", change: () => undefined },
  {
    what: "a path is renamed",
    bump: "major",
    change: ({ spec, operation }) => set(spec, { paths: { "/leads": { get: operation } } }),
  },
  {
    what: "another method",
    bump: "major",
    change: ({ spec, operation }) => set(spec, { paths: { "/get-leads": { post: operation } } }),
  },
  {
    what: "a new operation",
    bump: "minor",
    change: ({ spec, operation }) =>
      set(spec.paths, { "/count-leads": { get: { ...structuredClone(operation), operationId: "countLeads" } } }),
  },
  {
    what: "an operation has another operationId",
    bump: "major",
    change: ({ operation }) => set(operation, { operationId: "listLeads" }),
  },
  {
    what: "an operation is deprecated",
    bump: "minor",
    change: ({ operation }) => set(operation, { deprecated: true }),
  },
  {
    what: "a schema is renamed",
    bump: "major",
    change: ({ spec }) => {
      const { schemas } = spec.components;
      set(schemas, { Person: schemas["Lead"] });
      delete schemas["Lead"];
      set(schemas["LeadList"]?.properties?.["collectedCustomers"] ?? {}, {
        items: { $ref: "#/components/schemas/Person" },
      });
    },
  },
  {
    what: "a schema that nothing uses is removed",
    bump: "major",
    before: ({ spec }) => set(spec.components.schemas, { Unused: { type: "string" } }),
    change: ({ spec }) => delete spec.components.schemas["Unused"],
  },
  {
    what: "another server path",
    bump: "major",
    change: ({ spec }) => set(spec.servers[0] ?? {}, { url: "https://www.chatbase.co/api/v2" }),
  },
  {
    what: "a new server",
    bump: "minor",
    change: ({ spec }) => spec.servers.push({ url: "https://eu.chatbase.co/api/v1" }),
  },
  {
    what: "another way to authenticate",
    bump: "major",
    change: ({ spec }) =>
      set(spec.components.securitySchemes, { bearerAuth: { type: "apiKey", in: "header", name: "X-Key" } }),
  },
  {
    what: "a second key is needed",
    bump: "major",
    change: ({ spec }) => {
      set(spec.components.securitySchemes, { other: { type: "apiKey", in: "header", name: "X-Key" } });
      set(spec.security?.[0] ?? {}, { other: [] });
    },
  },
  { what: "no key is needed", bump: "minor", change: ({ spec }) => delete spec.security },
  { what: "another version of OpenAPI", bump: "major", change: ({ spec }) => set(spec, { openapi: "3.1.0" }) },
  { what: "another title", bump: "patch", change: ({ spec }) => set(spec.info, { title: "Chatbase" }) },
  {
    what: "parameters in another order, which redocly does not see",
    bump: "patch",
    change: ({ operation }) => set(operation, { parameters: operation.parameters.toReversed() }),
  },
  {
    what: "an operation has a server of its own",
    bump: "major",
    change: ({ operation }) => set(operation, { servers: [{ url: "https://leads.chatbase.co/api/v1" }] }),
  },
  {
    what: "an operation has no server of its own any more",
    bump: "major",
    before: ({ operation }) => set(operation, { servers: [{ url: "https://leads.chatbase.co/api/v1" }] }),
    change: ({ operation }) => Reflect.deleteProperty(operation, "servers"),
  },
  {
    what: "an operation needs a key like all others",
    bump: "major",
    before: ({ operation }) => set(operation, { security: [] }),
    change: ({ operation }) => delete operation.security,
  },
  {
    what: "the list of keys is empty",
    bump: "minor",
    change: ({ spec }) => set(spec, { security: [] }),
  },
];
