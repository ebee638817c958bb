import { expect, test } from "vitest";
import { completeConfig } from "../src/config.ts";
import { createServer, defaultConfig } from "../src/index.ts";

test.each([
  [{ stor: ":memory:" }, "There is no setting stor. The settings are host, port, store"],
  [{ store: "" }, "store must be the path of a SQLite file, :memory:, or postgres://"],
  [{ store: "mysql://x" }, "store must be the path"],
  [{ host: "" }, "host must be an address such as 127.0.0.1."],
  [{ port: 70_000 }, "port must be a whole number from 0 to 65535."],
  [{ port: "4010" }, "port must be a whole number"],
  [{ envelope: "x" }, "envelope must be one of documented, observed."],
  [{ logLevel: "loud" }, "logLevel must be one of debug, info"],
  [{ maxPageSize: 0 }, "maxPageSize must be a whole number from 1"],
  [{ constructor: 1 }, "There is no setting constructor."],
])("%j is refused by name", (config, message) => {
  expect(() => createServer(config as never)).toThrow(message);
});

test.each(["file:x.db", "file:///x.db", "sqlite:x.db", "sqlite3:x.db", "postgres:x", "postgresql+psycopg://h/d"])(
  "%s is not the place of a store",
  (store) => {
    expect(() => completeConfig({ store })).toThrow("and no other URL such as file:x.db.");
  },
);

test.each([
  ":memory:",
  "x.db",
  "./file:x.db",
  "/data/x:y.db",
  "C:\\data\\x.db",
  "c:/x.db",
  "postgres://h/d",
  "PostgreSQL://h/d",
])("%s is the place of a store", (store) => {
  expect(completeConfig({ store }).store).toBe(store);
});

test("an absent or undefined setting has its default", async () => {
  const server = createServer({ store: ":memory:", port: undefined as never, logLevel: "silent" });
  expect(server.config).toEqual({ ...defaultConfig, store: ":memory:", logLevel: "silent" });
  await server.close();
});
