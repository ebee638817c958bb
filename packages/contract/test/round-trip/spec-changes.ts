/** One change of the spec for each kind of difference, with the places that the round trip must name for it. */
import type { JsonObject, SpecDocument, SpecOperation, SpecParameter } from "./document.ts";

export interface Parts {
  spec: SpecDocument;
  operation: SpecOperation;
  /** Of `getLeads`: chatbotId, startDate, endDate, page, size. */
  parameters: SpecParameter[];
  lead: { properties: Record<string, JsonObject>; required: string[] };
  list: { properties: Record<string, JsonObject>; required: string[] };
}

export interface Change {
  what: string;
  change: (parts: Parts) => void;
  /** The places that the comparison must name, each once. */
  places: string[];
}

function rename(object: object, from: string, to: string): void {
  const entries = Object.entries(object).map(([key, value]): [string, unknown] => [key === from ? to : key, value]);
  for (const key of Object.keys(object)) Reflect.deleteProperty(object, key);
  Object.assign(object, Object.fromEntries(entries));
}

const lead = "schemas/Lead";
const query = "schemas/GetLeadsQuery";
const data = "operations/getLeads";
const route = "router/getLeads";

export const changesOfSpec: Change[] = [
  {
    what: "a property is renamed",
    change: (parts) => rename(parts.lead.properties, "phone", "telephone"),
    places: [`${lead}/properties/telephone`, `${lead}/properties/phone`],
  },
  {
    what: "a property is added",
    change: ({ lead: { properties } }) => Object.assign(properties, { source: { type: "string" } }),
    places: [`${lead}/properties/source`],
  },
  {
    what: "a property is removed",
    change: ({ lead: { properties } }) => Reflect.deleteProperty(properties, "account_id"),
    places: [`${lead}/properties/account_id`],
  },
  {
    what: "a property becomes required",
    change: (parts) => parts.lead.required.push("email"),
    places: [`${lead}/required/email`],
  },
  {
    what: "a property becomes optional",
    change: (parts) => parts.lead.required.shift(),
    places: [`${lead}/required/id`],
  },
  {
    what: "a property changes its type",
    change: ({ lead: { properties } }) => Object.assign(properties, { id: { type: "integer" } }),
    places: [`${lead}/properties/id/type`],
  },
  {
    what: "a property loses its format",
    change: ({ lead: { properties } }) => Object.assign(properties, { email: { type: "string" } }),
    places: [`${lead}/properties/email/format`],
  },
  {
    what: "a property changes its format",
    change: ({ lead: { properties } }) => Object.assign(properties["created_at"] ?? {}, { format: "date" }),
    places: [`${lead}/properties/created_at/format`],
  },
  {
    what: "a property gains an enum",
    change: ({ lead: { properties } }) => Object.assign(properties["name"] ?? {}, { enum: ["John Doe"] }),
    places: [`${lead}/properties/name/enum`],
  },
  {
    what: "a property becomes nullable",
    change: ({ lead: { properties } }) => Object.assign(properties["phone"] ?? {}, { nullable: true }),
    places: [`${lead}/properties/phone/type`],
  },
  {
    what: "a property gains a limit",
    change: ({ lead: { properties } }) => Object.assign(properties["name"] ?? {}, { maxLength: 80 }),
    places: [`${lead}/properties/name/maxLength`],
  },
  {
    what: "an object forbids other properties",
    change: (parts) => Object.assign(parts.lead, { additionalProperties: false }),
    places: [`${lead}/additionalProperties`],
  },
  {
    what: "a list holds something else",
    change: ({ list }) => Object.assign(list.properties["collectedCustomers"] ?? {}, { items: { type: "string" } }),
    places: [
      "schemas/LeadList/properties/collectedCustomers/items/type",
      "schemas/LeadList/properties/collectedCustomers/items/$ref",
    ],
  },
  {
    what: "a list becomes one item",
    change: ({ list }) => Object.assign(list.properties, { collectedCustomers: { $ref: "#/components/schemas/Lead" } }),
    places: [
      "schemas/LeadList/properties/collectedCustomers/$ref",
      "schemas/LeadList/properties/collectedCustomers/type",
      "schemas/LeadList/properties/collectedCustomers/items",
    ],
  },
  {
    what: "a schema is renamed",
    change: (parts) => rename(parts.spec.components.schemas, "ErrorMessage", "Problem"),
    places: ["schemas/Problem", "schemas/ErrorMessage"],
  },
  {
    what: "a parameter is renamed",
    change: ({ parameters }) => Object.assign(parameters[4] ?? {}, { name: "pageSize" }),
    places: [
      `${query}/properties/pageSize`,
      `${query}/properties/size`,
      `${data}/parameters/pageSize`,
      `${data}/parameters/size`,
    ],
  },
  {
    what: "a parameter becomes optional",
    change: ({ parameters }) => Object.assign(parameters[0] ?? {}, { required: false }),
    places: [`${query}/required`, `${data}/parameters/chatbotId/required`],
  },
  {
    what: "a parameter becomes required",
    change: ({ parameters }) => Object.assign(parameters[3] ?? {}, { required: true }),
    places: [`${query}/required/page`, `${data}/parameters/page/required`],
  },
  {
    what: "a parameter changes its type",
    change: ({ parameters }) => Object.assign(parameters[3]?.schema ?? {}, { type: "integer" }),
    places: [`${query}/properties/page/type`, `${data}/parameters/page/type`],
  },
  {
    what: "a parameter changes its format",
    change: ({ parameters }) => Object.assign(parameters[1]?.schema ?? {}, { format: "date-time" }),
    places: [`${query}/properties/startDate/format`, `${data}/parameters/startDate/format`],
  },
  {
    what: "a parameter moves to the headers",
    change: ({ parameters }) => Object.assign(parameters[2] ?? {}, { in: "header" }),
    places: [
      `${query}/properties/endDate`,
      "schemas/GetLeadsHeaders",
      `${route}/headers`,
      `${data}/parameters/endDate/in`,
    ],
  },
  {
    what: "a status is added",
    change: ({ operation }) =>
      Object.assign(operation.responses, { 403: { $ref: "#/components/responses/Unauthorized" } }),
    places: [`${route}/responses/403`, `${data}/statuses/403`],
  },
  {
    what: "a status is removed",
    change: ({ operation }) => Reflect.deleteProperty(operation.responses, "404"),
    places: [`${route}/responses/404`, `${data}/statuses/404`],
  },
  {
    what: "a status answers with another schema",
    change: ({ operation }) => Object.assign(operation.responses, { 400: operation.responses["200"] }),
    places: [`${route}/responses/400`],
  },
  {
    what: "a status answers without a body",
    change: ({ operation }) => Object.assign(operation.responses, { 500: { description: "Nothing to say" } }),
    places: [`${route}/responses/500`],
  },
  {
    what: "the method changes",
    change: (parts) => rename(parts.spec.paths["/get-leads"] ?? {}, "get", "post"),
    places: [`${route}/method`, `${data}/method`],
  },
  {
    what: "the path changes",
    change: (parts) => rename(parts.spec.paths, "/get-leads", "/leads"),
    places: [`${route}/path`, `${data}/path`],
  },
  {
    what: "the operationId changes",
    change: ({ operation }) => Object.assign(operation, { operationId: "listLeads" }),
    places: [
      "schemas/ListLeadsQuery",
      "schemas/GetLeadsQuery",
      "router/listLeads",
      "router/getLeads",
      "operations/listLeads",
      "operations/getLeads",
    ],
  },
  {
    what: "an operation is added",
    change: ({ spec: { paths } }) => Object.assign(paths, { "/ping": { get: { operationId: "ping", responses: {} } } }),
    places: ["router/ping", "operations/ping"],
  },
  {
    what: "a body is asked for",
    change: ({ operation }) =>
      Object.assign(operation, {
        requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/Lead" } } } },
      }),
    places: [`${route}/body`, `${data}/body`],
  },
  {
    what: "the summary changes",
    change: ({ operation }) => Object.assign(operation, { summary: "Fetch leads" }),
    places: [`${route}/summary`],
  },
  {
    what: "the security is waived",
    change: ({ operation }) => Object.assign(operation, { security: [] }),
    places: [`${data}/security`],
  },
  {
    what: "the server moves",
    change: (parts) => Object.assign(parts.spec, { servers: [{ url: "https://www.chatbase.co/api/v2" }] }),
    places: ["productionUrl", "basePath"],
  },
];
