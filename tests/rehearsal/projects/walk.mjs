// One client against one server, of any versions: what happens, as JSON. The name of the parameter is that of the client's version.
import { ChatbaseError, createClient } from "@chatbase-kit/client";

const [, , baseUrl, parameter] = process.argv;
const apiKey = "de300000-0000-4000-8000-000000000001";
const ids = new Set();
let given = 0;

function report(outcome) {
  process.stdout.write(`${JSON.stringify({ given, different: ids.size, ...outcome })}\n`);
}

try {
  const client = createClient({ apiKey, baseUrl });
  for await (const lead of client.leads.list({ [parameter]: "ckl123abc456", size: 500 })) {
    given += 1;
    ids.add(lead.id);
  }
  report({});
} catch (error) {
  const { name, message, status, pointer } = error;
  report({ error: { name, message, status, pointer, typed: error instanceof ChatbaseError } });
}
