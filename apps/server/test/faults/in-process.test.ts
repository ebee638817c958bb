import { expect, test } from "vitest";
import { createServer, demo } from "../../src/index.ts";

const url = `http://any.example/api/v1/get-leads?chatbotId=${demo.chatbotId}&size=2`;

function asking(prefer: string): RequestInit {
  return { headers: { authorization: `Bearer ${demo.apiKey}`, prefer } };
}

test("the server's own fetch misbehaves like a connection", async () => {
  const server = createServer({ store: ":memory:", logLevel: "silent" });
  const whole = await (await server.fetch(url, asking("handling=strict"))).text();
  await expect(server.fetch(url, asking("reset"))).rejects.toThrow("destroyed");
  await expect(server.fetch(url, asking("truncate"))).rejects.toThrow("destroyed");
  expect((await server.fetch(url, asking("code=429"))).status).toBe(429);
  expect(await (await server.fetch(url, asking("slow=20, delay=5"))).text()).toBe(whole);
  const broken = await (await server.fetch(url, asking("malformed"))).text();
  expect(broken).toBe(`${whole.slice(0, -1)},}`);
  await server.close();
});
