import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { createServer, openStore } from "../../src/index.ts";
import { answerOf } from "./support/answer.ts";
import { expectPromises } from "./support/promises.ts";
import { serverForTests } from "./support/servers.ts";
import { storeWith } from "./support/stores.ts";

const server = serverForTests();

test("/openapi.json is the spec, whole and without a key", async () => {
  const answer = await answerOf(await server().fetch("http://any.example/openapi.json"));
  expect(answer.status).toBe(200);
  expectPromises(answer);
  const file = createRequire(import.meta.url).resolve("@chatbase-kit/spec/openapi.json");
  expect(JSON.parse(answer.body)).toEqual(JSON.parse(readFileSync(file, "utf8")));
});

test("/health asks the database, and says so when it does not answer", async () => {
  const healthy = await answerOf(await server().fetch("http://any.example/health"));
  expect({ status: healthy.status, body: healthy.body }).toEqual({ status: 200, body: '{"status":"ok"}' });
  expectPromises(healthy);
  const ping = (): Promise<void> => Promise.reject(new Error("the database is away"));
  const sick = createServer({ logLevel: "silent" }, { store: storeWith({ ping }, openStore(":memory:")) });
  const answer = await answerOf(await sick.fetch("http://any.example/health"));
  expect(answer.status).toBe(500);
  expectPromises(answer);
  await sick.close();
});
