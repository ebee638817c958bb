/** Compile-time only, checked by `pnpm typecheck`: the interface of each schema is exactly what the schema infers. */
import type * as z from "zod/mini";
import type {
  contract,
  ErrorMessage,
  GetLeadsQuery,
  GetLeadsResponses,
  Lead,
  LeadList,
  OperationId,
  operations,
  schemas,
} from "../src/index.ts";
import type * as types from "./fixtures/constructs/operations.ts";
import type * as constructs from "./fixtures/constructs/schemas.ts";
import type { Infers, Same } from "./same.test-d.ts";

export const schemasInferTheirInterfaces = {
  Lead: true satisfies Infers<typeof schemas.Lead, Lead>,
  LeadList: true satisfies Infers<typeof schemas.LeadList, LeadList>,
  ErrorMessage: true satisfies Infers<typeof schemas.ErrorMessage, ErrorMessage>,
  GetLeadsQuery: true satisfies Infers<typeof schemas.GetLeadsQuery, GetLeadsQuery>,
} satisfies Record<keyof typeof schemas, true>;

type Responses = (typeof contract)["getLeads"]["responses"];

export const responsesInferTheirInterfaces: true = true satisfies Same<
  { [Status in keyof Responses]: z.infer<Responses[Status]> },
  { [Status in keyof GetLeadsResponses]: GetLeadsResponses[Status] }
>;

export const statusesAreTheSame: true = true satisfies Same<
  (typeof operations)["getLeads"]["statuses"][number],
  keyof GetLeadsResponses
>;

export const everyOperationIsARoute: true = true satisfies Same<OperationId, keyof typeof contract>;

export const constructsInferTheirTypes = {
  Note: true satisfies Infers<typeof constructs.Note, types.Note>,
  NoteInput: true satisfies Infers<typeof constructs.NoteInput, types.NoteInput>,
  State: true satisfies Infers<typeof constructs.State, types.State>,
  Label: true satisfies Infers<typeof constructs.Label, types.Label>,
  Labels: true satisfies Infers<typeof constructs.Labels, types.Labels>,
  Pong: true satisfies Infers<typeof constructs.Pong, types.Pong>,
  Failure: true satisfies Infers<typeof constructs.Failure, types.Failure>,
  PutNotePath: true satisfies Infers<typeof constructs.PutNotePath, types.PutNotePath>,
  PutNoteQuery: true satisfies Infers<typeof constructs.PutNoteQuery, types.PutNoteQuery>,
  PutNoteHeaders: true satisfies Infers<typeof constructs.PutNoteHeaders, types.PutNoteHeaders>,
  DeleteNotePath: true satisfies Infers<typeof constructs.DeleteNotePath, types.DeleteNotePath>,
} satisfies Record<keyof typeof constructs, true>;
