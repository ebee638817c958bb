import { fileURLToPath } from "node:url";
import { peer } from "../run/peers.ts";

/** A client that is compared: a module with `create(baseUrl, apiKey)`. */
export interface ClientModule {
  readonly name: string;
  readonly setting: string;
  readonly path: string;
}

/** The Node of each line with long-term support that the client promises, and the one that runs the bench. */
export const nodes: readonly { readonly name: string; readonly path: string }[] = [
  ...[20, 22, 24].map((major) => ({ name: `Node ${major}`, path: peer(`node_modules/node-${major}/bin/node`) })),
  { name: "this Node", path: process.execPath },
];

/** Makes a call that gives the leads of one page. */
export type Create = (
  baseUrl: string,
  apiKey: string,
) => (query: { chatbotId: string; size: number }) => Promise<readonly unknown[]>;

/** What is there without any client. */
export const byHand: ClientModule = {
  name: "fetch",
  setting: "by hand, nothing checked",
  path: peer("clients/fetch.js"),
};

/** This kit's client, as TypeScript. */
export const thisClient: ClientModule = {
  name: "this client",
  setting: "answers checked against the contract",
  path: fileURLToPath(new URL("kit.ts", import.meta.url)),
};

/** The clients, each as it is used in ten lines. */
export const clients: readonly ClientModule[] = [
  byHand,
  thisClient,
  { name: "openapi-fetch", setting: "types only, nothing checked", path: peer("clients/openapi-fetch.js") },
  { name: "axios", setting: "one instance, nothing checked", path: peer("clients/axios.js") },
  { name: "ky", setting: "one instance, nothing checked", path: peer("clients/ky.js") },
  { name: "ts-rest", setting: "its own client with zod, answers checked", path: peer("clients/ts-rest.js") },
];
