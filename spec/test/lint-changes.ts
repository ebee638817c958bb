/** Ways to break the spec, each with exactly the rules that must object. */

/** As much of the bundled document as the changes touch. */
export interface Spec {
  security?: unknown;
  paths: { "/get-leads": { get: Operation }; [path: string]: unknown };
  components: {
    schemas: Record<"Lead" | "LeadList" | "ErrorMessage", { properties: Record<string, object>; required: string[] }>;
    responses: Record<"BadRequest" | "NotFound", { content?: Record<string, object> }>;
  };
}

interface Operation {
  operationId?: string;
  security?: unknown;
  summary?: string;
  parameters: [{ description?: string; example?: unknown }, { example?: unknown }, ...object[]];
  responses: Record<string, { content: { "application/json": { example?: unknown; schema?: unknown } } }>;
}

export interface Change {
  what: string;
  rules: string[];
  change: (operation: Operation, spec: Spec) => void;
}

const body = (operation: Operation) => operation.responses["200"]?.content["application/json"] ?? {};

export const changes: Change[] = [
  {
    what: "no operationId",
    rules: ["operation-operationId"],
    change: (operation) => delete operation.operationId,
  },
  {
    what: "an operationId that is no name",
    rules: ["operation-operationId-url-safe"],
    change: (operation) => Object.assign(operation, { operationId: "get leads" }),
  },
  {
    what: "an operationId twice",
    rules: ["operation-operationId-unique"],
    change: (operation, { paths }) => Object.assign(paths, { "/get-more": { get: structuredClone(operation) } }),
  },
  {
    what: "an answer without example",
    rules: ["rule/body-has-schema-and-example"],
    change: (operation) => delete body(operation).example,
  },
  {
    what: "an error without example",
    rules: ["rule/body-has-schema-and-example"],
    change: (_, { components }) =>
      Reflect.deleteProperty(components.responses.NotFound.content?.["application/json"] ?? {}, "example"),
  },
  {
    what: "an answer without schema",
    // The schemas of leads then have no user left either.
    rules: ["no-unused-components", "rule/body-has-schema-and-example"],
    change: (operation) => delete body(operation).schema,
  },
  {
    what: "an example of another type",
    rules: ["no-invalid-media-type-examples"],
    change: (operation) => Object.assign(body(operation), { example: { collectedCustomers: "none" } }),
  },
  {
    what: "an example with a bad e-mail address",
    rules: ["no-invalid-media-type-examples"],
    change: (operation) =>
      Object.assign(body(operation), {
        example: { collectedCustomers: [{ id: "a", created_at: "2024-01-01T12:00:00Z", email: "nobody" }] },
      }),
  },
  {
    what: "an example without a required property",
    rules: ["no-invalid-media-type-examples"],
    change: (operation) => Object.assign(body(operation), { example: { collectedCustomers: [{ id: "a" }] } }),
  },
  {
    what: "an example with a property that the schema does not have",
    rules: ["no-invalid-media-type-examples"],
    change: (operation) => Object.assign(body(operation), { example: { collectedCustomers: [], total: 0 } }),
  },
  {
    what: "a property's example of another type",
    rules: ["no-invalid-schema-examples"],
    change: (_, { components }) => Object.assign(components.schemas.Lead.properties["name"] ?? {}, { example: 1 }),
  },
  {
    what: "a parameter's example that is no date",
    rules: ["no-invalid-parameter-examples"],
    change: ({ parameters }) => Object.assign(parameters[1], { example: "yesterday" }),
  },
  {
    what: "a parameter without description",
    rules: ["rule/parameter-is-described"],
    change: ({ parameters }) => delete parameters[0].description,
  },
  {
    what: "a parameter without example",
    rules: ["rule/parameter-is-described"],
    change: ({ parameters }) => delete parameters[0].example,
  },
  {
    what: "a component that nobody uses",
    rules: ["no-unused-components"],
    change: (_, { components }) => Object.assign(components.schemas, { Spare: { type: "string" } }),
  },
  {
    what: "a 4xx with a schema of its own",
    rules: ["kit/error-responses-use-error-schema"],
    change: (_, { components }) =>
      Object.assign(components.responses.BadRequest.content?.["application/json"] ?? {}, {
        schema: { type: "object", properties: { message: { type: "string" } } },
      }),
  },
  {
    what: "a 4xx without a body",
    rules: ["kit/error-responses-use-error-schema"],
    change: (_, { components }) => delete components.responses.NotFound.content,
  },
  {
    what: "a 5xx in another content type",
    rules: ["kit/error-responses-use-error-schema"],
    change: (operation) =>
      Object.assign(operation.responses, {
        502: { description: "Bad gateway", content: { "text/plain": { schema: { type: "string" }, example: "no" } } },
      }),
  },
  {
    what: "no security anywhere",
    rules: ["no-unused-components", "security-defined"],
    change: (_, spec) => delete spec.security,
  },
  {
    what: "an unknown security scheme",
    rules: ["security-defined"],
    change: (operation) => Object.assign(operation, { security: [{ cookie: [] }] }),
  },
  {
    what: "a public operation",
    rules: ["kit/security-is-not-waived"],
    change: (operation) => Object.assign(operation, { security: [] }),
  },
  {
    what: "security that may be left out",
    rules: ["kit/security-is-not-waived"],
    change: (operation) => Object.assign(operation, { security: [{ bearerAuth: [] }, {}] }),
  },
  {
    what: "no summary",
    rules: ["operation-summary"],
    change: (operation) => delete operation.summary,
  },
  {
    what: "a reference to nothing",
    rules: ["kit/error-responses-use-error-schema", "no-unresolved-refs"],
    change: (operation) => Object.assign(operation.responses, { 403: { $ref: "#/components/responses/Forbidden" } }),
  },
  {
    what: "required, but not a property",
    rules: ["no-invalid-media-type-examples", "no-required-schema-properties-undefined"],
    change: (_, { components }) => components.schemas.ErrorMessage.required.push("code"),
  },
];
