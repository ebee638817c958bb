/**
 * What a team sees of the client, whatever it runs in. Plain JavaScript and web standards only: this very file runs in Node,
 * Deno, Bun, workerd and Chromium, against the server of wire-server.ts.
 */

/** @returns {Promise<string[]>} the titles of what held; throws at the first that does not */
export async function runSuite({ createClient, ...errors }, origin) {
  const held = [];
  const clientOf = (path, options = {}) =>
    createClient({ apiKey: "wire-key", baseUrl: `${origin}/${path}`, retry: { baseDelay: 1 }, ...options });
  const list = (client, params, options) => client.leads.list({ chatbotId: "bot", ...params }, options);

  function equal(got, wanted) {
    const [one, other] = [JSON.stringify(got), JSON.stringify(wanted)];
    if (one !== other) throw new Error(`expected ${other}, got ${one}`);
  }
  async function failure(work, name, fields = {}) {
    let error;
    try {
      await work;
    } catch (thrown) {
      error = thrown;
    }
    if (!(error instanceof errors[name]))
      throw new Error(`expected ${name}, got ${String(error)}: ${String(error?.cause)}`);
    equal(Object.fromEntries(Object.keys(fields).map((field) => [field, error[field]])), fields);
    if (`${String(error)} ${JSON.stringify(error)}`.includes("wire-key")) throw new Error("the key is in an error");
  }
  async function check(title, work) {
    try {
      await work();
    } catch (error) {
      throw new Error(`${title}: ${error?.stack ?? error}`, { cause: error });
    }
    held.push(title);
  }

  await check("a walk gives every lead once", async () => {
    const ids = (await list(clientOf("ok"), { size: 3 }).toArray()).map(({ id }) => id);
    equal(ids, ["lead_1", "lead_2", "lead_3", "lead_4", "lead_5", "lead_6", "lead_7"]);
  });
  await check("a walk with the next page asked for ahead, and a break in it", async () => {
    const ids = [];
    for await (const { id } of list(clientOf("ok"), { size: 3 }, { prefetch: true })) if (ids.push(id) === 4) break;
    equal(ids, ["lead_1", "lead_2", "lead_3", "lead_4"]);
  });
  await check("a page, a day and gzip", async () => {
    const page = await list(clientOf("gzip"), { startDate: new Date("2024-02-29T23:59:59Z"), page: 2, size: 3 });
    equal([page.items.length, page.page, page.envelope], [3, 2, "documented"]);
  });
  await check("a sync gives what is new", async () => {
    const client = clientOf("ok");
    const first = await client.leads.since(undefined, { chatbotId: "bot", size: 3 });
    const second = await client.leads.since(first.cursor, { chatbotId: "bot", size: 3 });
    equal([first.items.length, second.items.length], [7, 0]);
  });
  await check("a 503 is tried again, and hooks hear of it", async () => {
    const seen = [];
    const hooks = { onResponse: ({ status }) => seen.push(status), onRetry: () => seen.push("retry") };
    const page = await list(clientOf(`busy/${held.length}${Math.random()}`, { hooks }));
    equal([page.items.length > 0, seen], [true, [503, "retry", 200]]);
  });
  await check("a Retry-After beyond the cap is an error at once", () =>
    failure(list(clientOf("limit")), "RateLimitError", { status: 429, retryAfterMs: 3_600_000, attempts: 1 }),
  );
  await check("a 404 is an error with the server's words", () =>
    failure(list(clientOf("unknown")), "NotFoundError", { status: 404, attempts: 1, retryable: false }),
  );
  await check("a connection that is reset is tried again, and then an error", () =>
    failure(list(clientOf("reset"), {}, { maxRetries: 1 }), "ConnectionError", { retryable: true }),
  );
  await check("an answer that is cut short is no page", () =>
    failure(list(clientOf("cut"), {}, { maxRetries: 0 }), "ConnectionError"),
  );
  await check("gzip that is cut short is no page", () =>
    failure(list(clientOf("cut-gzip"), {}, { maxRetries: 0 }), "ConnectionError"),
  );
  await check("silence ends at the timeout", () =>
    failure(list(clientOf("silent", { timeout: 100 }), {}, { maxRetries: 0 }), "TimeoutError"),
  );
  await check("silence in the body ends at the total timeout", () =>
    failure(list(clientOf("half", { totalTimeout: 100 })), "TimeoutError", { attempts: 1 }),
  );
  await check("a signal ends a call", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort("enough"), 20);
    await failure(list(clientOf("silent"), {}, { signal: controller.signal }), "AbortedError", { cause: "enough" });
  });
  await check("a redirect is not followed", () => failure(list(clientOf("redirect")), "ContractError"));
  await check("HTML is no page", () => failure(list(clientOf("html")), "ContractError", { status: 200 }));
  await check("bytes that are no UTF-8 are no page", () => failure(list(clientOf("latin1")), "ContractError"));
  await check("an answer that is too large is not read", () =>
    failure(list(clientOf("large", { maxResponseBytes: 10_000 })), "ContractError"),
  );
  await check("a lead that breaks the contract says where", () =>
    failure(list(clientOf("broken")), "ContractError", { pointer: "/collectedCustomers/0/created_at" }),
  );
  await check("a wrong argument is refused before any request", async () => {
    await failure((async () => await list(clientOf("ok"), { startDate: null }))(), "ArgumentError", {
      argument: "startDate",
    });
  });
  await check("an observed envelope is read", async () => {
    equal((await list(clientOf("observed"))).envelope, "observed");
  });
  return held;
}
