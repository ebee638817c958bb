/**
 * What every consumer does with the client: reads all leads of the demo data and looks at them. Web standards only, so that it
 * runs in a browser too.
 *
 * @param {typeof import("@chatbase-kit/client")} kit
 * @param {string} baseUrl
 * @returns {Promise<number>} how many leads were read
 * @throws Error naming what is not as promised
 */
export async function checkLeads({ AuthenticationError, createClient, NotFoundError }, baseUrl) {
  const apiKey = "de300000-0000-4000-8000-000000000001";
  const chatbotId = "ckl123abc456";
  const client = createClient({ apiKey, baseUrl });

  const leads = [];
  for await (const lead of client.leads.list({ chatbotId })) leads.push(lead);
  expect(leads.length === 3_000, `3,000 leads, got ${leads.length}`);
  expect(new Set(leads.map(({ id }) => id)).size === leads.length, "each lead once");
  const instants = leads.map(({ created_at: at }) => Date.parse(at));
  expect(
    instants.every((at, index) => index === 0 || at <= instants[index - 1]),
    "the newest lead first",
  );
  expect(
    leads.some(({ email }) => email?.includes("@")),
    "e-mail addresses",
  );

  const page = await client.leads.list({ chatbotId, startDate: "2024-03-01", endDate: "2024-03-31", size: 7 });
  expect(page.items.length === 7 && page.envelope === "documented", "a page of seven");
  expect(
    page.items.every((lead) => lead.created_at.startsWith("2024-03-")),
    "leads of March only",
  );

  const unknown = await failureOf(client.leads.list({ chatbotId: "nobody" }));
  expect(unknown instanceof NotFoundError && unknown.status === 404, `NotFoundError, got ${String(unknown)}`);
  const stranger = createClient({ apiKey: "wrong", baseUrl });
  const refused = await failureOf(stranger.leads.list({ chatbotId }));
  expect(
    refused instanceof AuthenticationError && refused.status === 401,
    `AuthenticationError, got ${String(refused)}`,
  );
  return leads.length;
}

async function failureOf(work) {
  try {
    await work;
    return "no error";
  } catch (error) {
    return error;
  }
}

function expect(holds, wanted) {
  if (!holds) throw new Error(`expected ${wanted}`);
}
