import { createClient } from "@chatbase-kit/client";
import { demo } from "@chatbase-kit/server";
import { expect, test } from "vitest";
import { startRecorded } from "../recorded.ts";

test.each(["documented", "observed"] as const)(
  "getLeads: the client reads the %s envelope from the server",
  async (envelope) => {
    const server = await startRecorded({ envelope });
    try {
      const client = createClient({ apiKey: demo.apiKey, baseUrl: server.baseUrl });
      const list = client.leads.list({ chatbotId: demo.chatbotId, size: 450 });
      expect((await list).envelope).toBe(envelope);
      const ids = new Set<string>();
      for await (const { id } of list) ids.add(id);
      expect(ids.size).toBe(3_000);
    } finally {
      await server.close();
    }
  },
);
