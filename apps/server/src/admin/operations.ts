import type { AdminOperation } from "./operation.ts";
import { createAccount, listAccounts } from "./operations/accounts.ts";
import { createChatbot, deleteChatbot, listChatbots } from "./operations/chatbots.ts";
import { getClock, resetClock, setClock } from "./operations/clock.ts";
import { clearFaults, getFaults, setFaults } from "./operations/faults.ts";
import { importLeads } from "./operations/import.ts";
import { createKey, listKeys, revokeKey } from "./operations/keys.ts";
import { createLeads, deleteLeads } from "./operations/leads.ts";
import { clearRequests, downloadRequests, followRequests, listRequests } from "./operations/requests.ts";
import { resetData } from "./operations/reset.ts";
import { getDescription, getMetrics } from "./operations/service.ts";
import { createSnapshot, deleteSnapshot, listSnapshots, restoreSnapshot } from "./operations/snapshots.ts";

/** Every operation of the admin API by its operationId. What each gets has been held to the description. */
export const implementations: Readonly<Record<string, AdminOperation>> = {
  clearFaults,
  clearRequests,
  createAccount,
  createChatbot,
  createKey,
  createLeads,
  createSnapshot,
  deleteChatbot,
  deleteLeads,
  deleteSnapshot,
  downloadRequests,
  followRequests,
  getClock,
  getDescription,
  getFaults,
  getMetrics,
  importLeads,
  listAccounts,
  listChatbots,
  listKeys,
  listRequests,
  listSnapshots,
  resetClock,
  resetData,
  restoreSnapshot,
  revokeKey,
  setClock,
  setFaults,
};
