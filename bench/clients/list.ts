import { fileURLToPath } from "node:url";
import { peer } from "../run/peers.ts";

/** A client that is compared: a module with `create(baseUrl, apiKey)`. */
export interface ClientModule {
  readonly name: string;
  readonly setting: string;
  readonly path: string;
}

/** Makes a call that gives the leads of one page. */
export type Create = (
  baseUrl: string,
  apiKey: string,
) => (query: { chatbotId: string; size: number }) => Promise<readonly unknown[]>;

/** The clients, each as it is used in ten lines. */
export const clients: readonly ClientModule[] = [
  { name: "fetch", setting: "by hand, nothing checked", path: peer("clients/fetch.js") },
  {
    name: "this client",
    setting: "answers checked against the contract",
    path: fileURLToPath(new URL("kit.ts", import.meta.url)),
  },
  { name: "openapi-fetch", setting: "types only, nothing checked", path: peer("clients/openapi-fetch.js") },
  { name: "axios", setting: "one instance, nothing checked", path: peer("clients/axios.js") },
  { name: "ky", setting: "one instance, nothing checked", path: peer("clients/ky.js") },
  { name: "ts-rest", setting: "its own client with zod, answers checked", path: peer("clients/ts-rest.js") },
];
