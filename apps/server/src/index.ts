/** Reference server for Chatbase API v1, to be started in a test or embedded. The command line is main.ts. */
export { type Config, defaultConfig } from "./config.ts";
export { createServer, type Overrides, type Server } from "./create-server.ts";
export { type DemoAccount, type DemoChatbot, demo } from "./demo/demo.ts";
export { demoLeads } from "./demo/leads.ts";
export type { Faults } from "./faults/fault-control.ts";
export type { FaultName, FaultSettings } from "./faults/registry.ts";
export { hashKey } from "./http/auth.ts";
export { type ImportOptions, type ImportResult, importLeads } from "./import/import-leads.ts";
export { ImportError } from "./import/row.ts";
export { type LeadRecord, leadRecord } from "./leads/lead-record.ts";
export { type RunningServer, startServer } from "./start-server.ts";
export { openStore } from "./store/open-store.ts";
export type {
  Account,
  AddOutcome,
  ApiKey,
  ApiKeySummary,
  Chatbot,
  ChatbotSummary,
  KeyUses,
  PageQuery,
  Store,
  StoreTransaction,
} from "./store/store.ts";
export { StoreError } from "./store/store-error.ts";
