/** Who gets into the admin API, and how it is turned on. */
import { describe, expect, onTestFinished, test } from "vitest";
import { completeConfig } from "../../src/config.ts";
import { createServer, demo, startServer } from "../../src/index.ts";
import { getRequest, withWire } from "../http/support/servers.ts";
import { adminServer } from "./support/admin-server.ts";

const token = "0123456789abcdef";

async function answerTo(server: { fetch: typeof fetch }, path: string, authorization?: string): Promise<unknown> {
  const answer = await server.fetch(`http://any.example${path}`, {
    headers: authorization === undefined ? {} : { authorization },
  });
  const headers = Object.fromEntries([...answer.headers].filter(([name]) => !/^(?:date|x-request-id)$/.test(name)));
  return { status: answer.status, headers, body: await answer.text() };
}

test("off unless asked for: then its paths are as any that do not exist", async () => {
  const server = createServer({ store: ":memory:", logLevel: "silent" });
  onTestFinished(() => server.close());
  expect(server.adminToken).toBeUndefined();
  const unknown = await answerTo(server, "/nothing", `Bearer ${token}`);
  for (const path of ["/_admin", "/_admin/accounts", "/_admin/openapi.json"])
    expect(await answerTo(server, path, `Bearer ${token}`)).toEqual(unknown);
});

describe("the settings", () => {
  test.each([
    [{}, "off"],
    [{ adminToken: token }, "loopback"],
    [{ adminToken: token, admin: "off" }, "off"],
    [{ admin: "any" }, "any"],
  ] as const)("%o is %s", (given, admin) => {
    expect(completeConfig(given).admin).toBe(admin);
  });

  test("a token that can be guessed is refused, and not repeated", () => {
    for (const adminToken of ["short", "0123456789abcde", "white space in it 1", "ü".repeat(20)]) {
      expect(() => completeConfig({ adminToken })).toThrow("adminToken must be 16 to 256 random letters");
      expect(() => completeConfig({ adminToken })).not.toThrow(adminToken);
    }
  });

  test("without a token one is made, another for each server", () => {
    const [one, other] = [adminServer().server.adminToken, adminServer().server.adminToken];
    expect(one).toMatch(/^cbadm_[0-9a-f]{40}$/);
    expect(other).not.toBe(one);
  });
});

test("only the token opens it, as a bearer token, once", async () => {
  const { server } = adminServer({ adminToken: token });
  const status = async (authorization?: string) => {
    const answer = (await answerTo(server, "/_admin/accounts", authorization)) as { status: number };
    return answer.status;
  };
  expect([await status(`Bearer ${token}`), await status(`bearer  ${token}`)]).toEqual([200, 200]);
  const wrong = ["", token, "Bearer", `Bearer ${token}x`, `Bearer ${token.toUpperCase()}`, `Basic ${token}`];
  for (const authorization of [...wrong, `Bearer ${demo.apiKey}`, `Bearer ${token} ${token}`])
    expect({ authorization, status: await status(authorization) }).toEqual({ authorization, status: 401 });
  expect(await status()).toBe(401);
  const page = await answerTo(server, `/api/v1/get-leads?chatbotId=${demo.chatbotId}`, `Bearer ${token}`);
  expect(page).toMatchObject({ status: 401 });
});

test("on a connection: two tokens are none, and what is not read of a body is not taken for a request", async () => {
  const server = await startServer({ store: ":memory:", port: 0, logLevel: "silent", adminToken: token });
  onTestFinished(() => server.close());
  const bearer = `Authorization: Bearer ${token}\r\n`;
  await withWire(server.origin, async (wire) => {
    wire.send(`GET /_admin/accounts HTTP/1.1\r\nHost: x\r\n${bearer}${bearer}\r\n`);
    expect((await wire.next("GET")).status).toBe(401);
    wire.send(`GET /_admin/accounts HTTP/1.1\r\nHost: x\r\n${bearer}\r\n`);
    expect((await wire.next("GET")).status).toBe(200);
    const hidden = getRequest();
    const head = `POST /_admin/accounts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n`;
    wire.send(`${head}Content-Length: ${hidden.length + 70_000}\r\n\r\n${hidden}`);
    const refused = await wire.next("POST");
    expect(refused.status).toBe(401);
    expect(JSON.stringify(refused)).toMatch(/connection.{0,5}close/i);
  });
});

test("a body that breaks off changes nothing", async () => {
  const server = await startServer({ store: ":memory:", port: 0, logLevel: "silent", adminToken: token });
  onTestFinished(() => server.close());
  const row = '{"created_at":"2024-01-01T00:00:00Z"}\n';
  await withWire(server.origin, async (wire) => {
    wire.send(
      `POST /_admin/import?chatbotId=${demo.chatbotId} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n` +
        `Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n${row.length.toString(16)}\r\n${row}\r\nzz\r\n`,
    );
    expect((await wire.next("POST")).status).toBe(400);
  });
  expect((await server.store.listChatbots()).map(({ leads }) => leads)).toEqual([3_000, 1_400, 0, 600]);
});
