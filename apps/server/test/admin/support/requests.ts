/** A request of each operation of the admin API that succeeds, on a server with the demo data, in this order. */
import { demo } from "../../../src/index.ts";
import { hashKey } from "../../../src/http/auth.ts";
import { keyIdOf } from "../../../src/keys/api-key.ts";

/** What to send. */
export interface AdminRequest {
  /** Without the query: as the operation has it, filled in. */
  readonly path: string;
  readonly query?: string;
  readonly body?: unknown;
  readonly type?: string;
}

const chatbotId = demo.chatbotId;
const [account] = demo.accounts;
const toBotIn = { accountId: account.id, name: "Bot" };
const lead = { id: "lead_1", name: "John Doe", email: "john@example.com", created_at: "2024-01-01T12:00:00Z" };

/** By operationId. The path of a collection is that of its items. */
export const goodRequests: Readonly<Record<string, AdminRequest>> = {
  getDescription: { path: "/openapi.json" },
  listAccounts: { path: "/accounts" },
  createAccount: { path: "/accounts", body: { id: "acc", name: "Account" } },
  listChatbots: { path: "/chatbots" },
  createChatbot: { path: "/chatbots", body: { id: "bot", ...toBotIn } },
  deleteChatbot: { path: "/chatbots/bot" },
  createKey: { path: "/keys", body: { accountId: account.id, name: "key", expires: "1d" } },
  listKeys: { path: "/keys" },
  revokeKey: { path: `/keys/${keyIdOf(hashKey(demo.accounts[1]?.apiKey ?? ""))}` },
  createLeads: { path: "/leads", body: { chatbotId, leads: [lead, { name: "Jane" }] } },
  deleteLeads: { path: "/leads", query: `chatbotId=${chatbotId}&id=lead_1&id=nobody` },
  importLeads: {
    path: "/import",
    query: `chatbotId=${chatbotId}`,
    body: JSON.stringify(lead),
    type: "application/x-ndjson",
  },
  createSnapshot: { path: "/snapshots", body: { name: "one" } },
  listSnapshots: { path: "/snapshots" },
  restoreSnapshot: { path: "/snapshots/one/restore" },
  deleteSnapshot: { path: "/snapshots/one" },
  resetData: { path: "/reset" },
  setFaults: { path: "/faults", body: { faults: { code: "503@0.5", reset: "@0.01", delay: 5 } } },
  getFaults: { path: "/faults" },
  clearFaults: { path: "/faults" },
  setClock: { path: "/clock", body: { now: "2030-01-01T00:00:00Z", frozen: true } },
  getClock: { path: "/clock" },
  resetClock: { path: "/clock" },
  listRequests: { path: "/requests", query: "limit=5" },
  clearRequests: { path: "/requests" },
  followRequests: { path: "/requests/live" },
  downloadRequests: { path: "/requests.har" },
  getMetrics: { path: "/metrics" },
};

/** A request that each status of an operation besides success, and those that all operations have, is the answer to. */
export const refusedRequests: readonly (AdminRequest & { readonly operationId: string; readonly status: number })[] = [
  { operationId: "createAccount", status: 409, path: "/accounts", body: { id: account.id, name: "Again" } },
  { operationId: "createChatbot", status: 404, path: "/chatbots", body: { accountId: "nobody", name: "Bot" } },
  { operationId: "createChatbot", status: 409, path: "/chatbots", body: { id: chatbotId, ...toBotIn } },
  { operationId: "deleteChatbot", status: 404, path: "/chatbots/nobody" },
  { operationId: "createKey", status: 404, path: "/keys", body: { accountId: "nobody" } },
  { operationId: "createKey", status: 400, path: "/keys", body: { accountId: account.id, expires: "yesterday" } },
  { operationId: "revokeKey", status: 404, path: "/keys/key_0000000000000000" },
  { operationId: "createLeads", status: 404, path: "/leads", body: { chatbotId: "nobody", leads: [lead] } },
  { operationId: "createLeads", status: 400, path: "/leads", body: { chatbotId, leads: [lead, { email: "nobody" }] } },
  {
    operationId: "createLeads",
    status: 409,
    path: "/leads",
    body: { chatbotId, leads: [lead, { ...lead, name: "B" }] },
  },
  { operationId: "deleteLeads", status: 404, path: "/leads", query: "chatbotId=nobody&id=1" },
  { operationId: "deleteLeads", status: 400, path: "/leads", query: `chatbotId=${chatbotId}` },
  { operationId: "importLeads", status: 404, path: "/import", query: "chatbotId=nobody", body: "{}", type: "text/csv" },
  {
    operationId: "importLeads",
    status: 400,
    path: "/import",
    query: `chatbotId=${chatbotId}`,
    body: "{}",
    type: "text/csv",
  },
  { operationId: "deleteSnapshot", status: 404, path: "/snapshots/nobody" },
  { operationId: "deleteSnapshot", status: 400, path: "/snapshots/..%2Fx" },
  { operationId: "restoreSnapshot", status: 404, path: "/snapshots/nobody/restore" },
  { operationId: "restoreSnapshot", status: 400, path: "/snapshots/x.db/restore" },
  { operationId: "setFaults", status: 400, path: "/faults", body: { faults: { nobody: true } } },
  { operationId: "setClock", status: 400, path: "/clock", body: { moveBy: "-100000d" } },
  { operationId: "listRequests", status: 400, path: "/requests", query: "limit=0" },
];
