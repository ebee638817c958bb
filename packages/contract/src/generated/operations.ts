// Generated from spec/openapi.yaml by `pnpm generate`. Do not edit: change the spec.

/** Path under which every operation is served, from `servers[0].url`. */
export const basePath = "/api/v1";

/** Origin and base path of production, from `servers[0].url`. */
export const productionUrl = "https://www.chatbase.co/api/v1";

/**
 * One page of leads. An empty list means that there are no more.
 *
 * Spec: `#/components/schemas/LeadList`
 */
export interface LeadList {
  /** The leads of this page, newest first. */
  collectedCustomers: Lead[];
}

/**
 * Somebody who left their details with a chatbot. Name, e-mail and phone can each be switched off in the lead form, so
 * each of them can be missing.
 *
 * Spec: `#/components/schemas/Lead`
 */
export interface Lead {
  /**
   * Identifies the lead within its chatbot.
   *
   * @example "lead_123"
   */
  id: string;
  /**
   * The name as the person typed it.
   *
   * @example "John Doe"
   */
  name?: string | undefined;
  /**
   * The e-mail address as the person typed it.
   *
   * Format: `email`.
   *
   * @example "john@example.com"
   */
  email?: string | undefined;
  /**
   * The phone number as the person typed it, in no particular notation.
   *
   * @example "+1234567890"
   */
  phone?: string | undefined;
  /**
   * When the lead was collected (RFC 3339).
   *
   * Format: `date-time`.
   *
   * @example "2024-01-01T12:00:00Z"
   */
  created_at: string;
  /**
   * The chatbot that collected the lead.
   *
   * @example "ckl123abc456"
   */
  chatbot_id?: string | undefined;
  /**
   * The account that owns the chatbot.
   *
   * @example "acc_123abc456"
   */
  account_id?: string | undefined;
}

/**
 * What every answer other than a success carries.
 *
 * Spec: `#/components/schemas/ErrorMessage`
 */
export interface ErrorMessage {
  /**
   * What went wrong, for a person to read. Not meant to be parsed.
   *
   * @example "Invalid request data"
   */
  message: string;
}

/**
 * Query parameters of `getLeads`.
 *
 * Spec: `#/paths/~1get-leads/get/parameters`
 */
export interface GetLeadsQuery {
  /**
   * The chatbot whose leads are wanted. It must belong to the account of the API key.
   *
   * @example "ckl123abc456"
   */
  chatbotId: string;
  /**
   * First day to include, as a whole UTC day (YYYY-MM-DD). Without it there is no lower bound.
   *
   * Format: `date`.
   *
   * @example "2024-01-01"
   */
  startDate?: string | undefined;
  /**
   * Last day to include, as a whole UTC day (YYYY-MM-DD). Without it there is no upper bound.
   *
   * Format: `date`.
   *
   * @example "2024-12-31"
   */
  endDate?: string | undefined;
  /**
   * Page number, counted from 1. The first page when absent.
   *
   * @example "1"
   */
  page?: string | undefined;
  /**
   * Number of leads on a page. Ten when absent.
   *
   * @example "10"
   */
  size?: string | undefined;
}

/** What `getLeads` answers: status -> body. */
export interface GetLeadsResponses {
  /**
   * Leads retrieved successfully
   *
   * @example
   * ```json
   * {
   *   "collectedCustomers": [
   *     {
   *       "id": "lead_123",
   *       "name": "John Doe",
   *       "email": "john@example.com",
   *       "phone": "+1234567890",
   *       "created_at": "2024-01-01T12:00:00Z",
   *       "chatbot_id": "ckl123abc456",
   *       "account_id": "acc_123abc456"
   *     }
   *   ]
   * }
   * ```
   */
  200: LeadList;
  /**
   * Bad Request - Invalid input parameters
   *
   * @example {"message":"Invalid request data"}
   */
  400: ErrorMessage;
  /**
   * Unauthorized - Invalid or missing API key
   *
   * @example {"message":"No API key provided."}
   */
  401: ErrorMessage;
  /**
   * Not Found - Resource does not exist
   *
   * @example {"message":"Resource not found"}
   */
  404: ErrorMessage;
  /**
   * Internal Server Error
   *
   * @example {"message":"Internal server error"}
   */
  500: ErrorMessage;
}

/** How one parameter is sent: exactly what the spec says, nothing decoded. */
export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly type: "string" | "integer" | "number" | "boolean" | "array";
  /** As in the spec: `date` is a day (YYYY-MM-DD) that exists, `date-time` an RFC 3339 instant. */
  readonly format?: string;
  /** Of an `array`: what each value is. The name is sent again for each: `ids=a&ids=b`. */
  readonly items?: { readonly type: "string" | "integer" | "number" | "boolean"; readonly format?: string };
  /** What the server takes when the parameter is absent. Nothing fills it in before. */
  readonly default?: string | number | boolean;
  readonly deprecated?: true;
}

/** One operation of the spec as plain data. */
export interface Operation {
  readonly operationId: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Path below `basePath`, with `{name}` where a path parameter stands. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** Content type of the request body; absent when the operation takes none. */
  readonly body?: "application/json" | "multipart/form-data";
  /** Names of the security schemes of which one is enough; empty for a public operation. */
  readonly security: readonly string[];
  /** Every documented status; others (429, 503, …) are answers of the protocol. */
  readonly statuses: readonly number[];
  readonly deprecated?: true;
}

/** Every operation of the spec: operationId -> how it is called and what it answers. */
export const operations = {
  getLeads: {
    operationId: "getLeads",
    method: "GET",
    path: "/get-leads",
    parameters: [
      { name: "chatbotId", in: "query", required: true, type: "string" },
      { name: "startDate", in: "query", required: false, type: "string", format: "date" },
      { name: "endDate", in: "query", required: false, type: "string", format: "date" },
      { name: "page", in: "query", required: false, type: "string" },
      { name: "size", in: "query", required: false, type: "string" },
    ],
    security: ["bearerAuth"],
    statuses: [200, 400, 401, 404, 500],
  },
} as const satisfies Record<string, Operation>;

/** Name of an operation, as the spec's `operationId`. */
export type OperationId = keyof typeof operations;
