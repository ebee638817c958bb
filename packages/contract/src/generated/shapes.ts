// Generated from spec/openapi.yaml by `pnpm generate`. Do not edit: change the spec.

/** A schema of the spec as data. The words are those of JSON Schema; `required` is there for every object. */
export interface Shape {
  /** Absent where `enum`, `oneOf` or `allOf` says it all. */
  readonly type?: "object" | "array" | "string" | "integer" | "number" | "boolean" | "file";
  readonly nullable?: true;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  /** What other properties are: a schema, or whether there may be any. Absent where the spec is silent. */
  readonly additionalProperties?: boolean | Shape;
  readonly items?: Shape;
  readonly enum?: readonly string[];
  /** Exactly one fits. */
  readonly oneOf?: readonly Shape[];
  /** All fit. */
  readonly allOf?: readonly Shape[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** Spec: `#/components/schemas/Lead` */
export const Lead = {
  type: "object",
  properties: {
    id: { type: "string" },
    name: { type: "string" },
    email: { type: "string", format: "email" },
    phone: { type: "string" },
    created_at: { type: "string", format: "date-time" },
    chatbot_id: { type: "string" },
    account_id: { type: "string" },
  },
  required: ["id", "created_at"],
} as const satisfies Shape;

/** Spec: `#/components/schemas/LeadList` */
export const LeadList = {
  type: "object",
  properties: { collectedCustomers: { type: "array", items: Lead } },
  required: ["collectedCustomers"],
} as const satisfies Shape;

/** Spec: `#/components/schemas/ErrorMessage` */
export const ErrorMessage = {
  type: "object",
  properties: { message: { type: "string" } },
  required: ["message"],
} as const satisfies Shape;
