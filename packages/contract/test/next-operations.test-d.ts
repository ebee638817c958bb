/** Compile-time only: what is generated from the larger spec compiles, and each interface is what its schema infers. */
import type * as z from "zod/mini";
import type { Infers, Same } from "./same.test-d.ts";
import type * as types from "./fixtures/next-operations/generated/operations.ts";
import type { contract } from "./fixtures/next-operations/generated/router.ts";
import type * as schemas from "./fixtures/next-operations/generated/schemas.ts";

export const schemasInferTheirTypes = {
  Model: true satisfies Infers<typeof schemas.Model, types.Model>,
  Visibility: true satisfies Infers<typeof schemas.Visibility, types.Visibility>,
  SortOrder: true satisfies Infers<typeof schemas.SortOrder, types.SortOrder>,
  ConversationSource: true satisfies Infers<typeof schemas.ConversationSource, types.ConversationSource>,
  Settings: true satisfies Infers<typeof schemas.Settings, types.Settings>,
  ChatbotInput: true satisfies Infers<typeof schemas.ChatbotInput, types.ChatbotInput>,
  ChatbotIdentity: true satisfies Infers<typeof schemas.ChatbotIdentity, types.ChatbotIdentity>,
  Chatbot: true satisfies Infers<typeof schemas.Chatbot, types.Chatbot>,
  ChatbotPatch: true satisfies Infers<typeof schemas.ChatbotPatch, types.ChatbotPatch>,
  ChatbotList: true satisfies Infers<typeof schemas.ChatbotList, types.ChatbotList>,
  Accepted: true satisfies Infers<typeof schemas.Accepted, types.Accepted>,
  TextMessage: true satisfies Infers<typeof schemas.TextMessage, types.TextMessage>,
  ImageMessage: true satisfies Infers<typeof schemas.ImageMessage, types.ImageMessage>,
  CallType: true satisfies Infers<typeof schemas.CallType, types.CallType>,
  Call: true satisfies Infers<typeof schemas.Call, types.Call>,
  Message: true satisfies Infers<typeof schemas.Message, types.Message>,
  Conversation: true satisfies Infers<typeof schemas.Conversation, types.Conversation>,
  ConversationList: true satisfies Infers<typeof schemas.ConversationList, types.ConversationList>,
  Prompt: true satisfies Infers<typeof schemas.Prompt, types.Prompt>,
  UserTurn: true satisfies Infers<typeof schemas.UserTurn, types.UserTurn>,
  SystemTurn: true satisfies Infers<typeof schemas.SystemTurn, types.SystemTurn>,
  Turn: true satisfies Infers<typeof schemas.Turn, types.Turn>,
  ChatInput: true satisfies Infers<typeof schemas.ChatInput, types.ChatInput>,
  Language: true satisfies Infers<typeof schemas.Language, types.Language>,
  SourceUpload: true satisfies Infers<typeof schemas.SourceUpload, types.SourceUpload>,
  IconUpload: true satisfies Infers<typeof schemas.IconUpload, types.IconUpload>,
  ErrorMessage: true satisfies Infers<typeof schemas.ErrorMessage, types.ErrorMessage>,
  ListChatbotsQuery: true satisfies Infers<typeof schemas.ListChatbotsQuery, types.ListChatbotsQuery>,
  CreateChatbotHeaders: true satisfies Infers<typeof schemas.CreateChatbotHeaders, types.CreateChatbotHeaders>,
  GetChatbotPath: true satisfies Infers<typeof schemas.GetChatbotPath, types.GetChatbotPath>,
  UpdateChatbotPath: true satisfies Infers<typeof schemas.UpdateChatbotPath, types.UpdateChatbotPath>,
  UpdateChatbotHeaders: true satisfies Infers<typeof schemas.UpdateChatbotHeaders, types.UpdateChatbotHeaders>,
  DeleteChatbotPath: true satisfies Infers<typeof schemas.DeleteChatbotPath, types.DeleteChatbotPath>,
  ListConversationsPath: true satisfies Infers<typeof schemas.ListConversationsPath, types.ListConversationsPath>,
  ListConversationsQuery: true satisfies Infers<typeof schemas.ListConversationsQuery, types.ListConversationsQuery>,
  ChatPath: true satisfies Infers<typeof schemas.ChatPath, types.ChatPath>,
  UploadSourcesPath: true satisfies Infers<typeof schemas.UploadSourcesPath, types.UploadSourcesPath>,
  PutIconPath: true satisfies Infers<typeof schemas.PutIconPath, types.PutIconPath>,
  RetrainPath: true satisfies Infers<typeof schemas.RetrainPath, types.RetrainPath>,
} satisfies Record<keyof typeof schemas, true>;

export const everyOperationIsARoute: true = true satisfies Same<types.OperationId, keyof typeof contract>;

/** What a route answers, by its schemas; `undefined` stands for an answer without a body. */
type Answers<Responses> = {
  [Status in keyof Responses]: Responses[Status] extends z.ZodMiniType ? z.infer<Responses[Status]> : undefined;
};

export const answersInferTheirTypes = {
  listChatbots: true satisfies Same<
    Answers<(typeof contract)["listChatbots"]["responses"]>,
    Plain<types.ListChatbotsResponses>
  >,
  createChatbot: true satisfies Same<
    Answers<(typeof contract)["createChatbot"]["responses"]>,
    Plain<types.CreateChatbotResponses>
  >,
  getChatbot: true satisfies Same<
    Answers<(typeof contract)["getChatbot"]["responses"]>,
    Plain<types.GetChatbotResponses>
  >,
  updateChatbot: true satisfies Same<
    Answers<(typeof contract)["updateChatbot"]["responses"]>,
    Plain<types.UpdateChatbotResponses>
  >,
  deleteChatbot: true satisfies Same<
    Answers<(typeof contract)["deleteChatbot"]["responses"]>,
    Plain<types.DeleteChatbotResponses>
  >,
  listConversations: true satisfies Same<
    Answers<(typeof contract)["listConversations"]["responses"]>,
    Plain<types.ListConversationsResponses>
  >,
  chat: true satisfies Same<Answers<(typeof contract)["chat"]["responses"]>, Plain<types.ChatResponses>>,
  uploadSources: true satisfies Same<
    Answers<(typeof contract)["uploadSources"]["responses"]>,
    Plain<types.UploadSourcesResponses>
  >,
  putIcon: true satisfies Same<Answers<(typeof contract)["putIcon"]["responses"]>, Plain<types.PutIconResponses>>,
  retrain: true satisfies Same<Answers<(typeof contract)["retrain"]["responses"]>, Plain<types.RetrainResponses>>,
} satisfies Record<types.OperationId, true>;

/** An interface as the object type that it is. */
type Plain<Interface> = { [Key in keyof Interface]: Interface[Key] };
