import { expect, test } from "vitest";
import { chatbotId, failure, fakeApi, leads } from "./support/fake-api.ts";

const given = leads(1, 3).map((lead) => ({ ...lead, name: "Zoë \ufeff\ufeffExample 😀" }));
const text = JSON.stringify({ collectedCustomers: given });
const bytes = new TextEncoder().encode(text);

/** An answer that is sent as `parts`, and then does `last`. Says how often it was read, and whether it was let go of. */
function answerOf(parts: readonly Uint8Array[], length: number, last: (body: ReadableStreamDefaultController) => void) {
  let reads = 0;
  let cancelled = false;
  const body = new ReadableStream(
    {
      pull(controller) {
        const part = parts[reads++];
        if (part) controller.enqueue(part);
        else last(controller);
      },
      cancel() {
        cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  const headers = { "content-type": "application/json", "content-length": String(length) };
  return { response: new Response(body, { headers }), reads: () => reads, cancelled: () => cancelled };
}

const halves = [bytes.slice(0, 20), bytes.slice(20)];

test("an answer is given out with the last byte of its Content-Length, and its end is read all the same", async () => {
  const { response, reads } = answerOf(halves, bytes.length, () => undefined);
  const { client } = fakeApi(() => response, { timeout: 5_000 });
  // The body never closes, so waiting for that would be a TimeoutError.
  expect((await client.leads.list({ chatbotId })).items).toEqual(given);
  expect(reads()).toBe(2);
  await expect.poll(reads).toBe(3);
});

test("what breaks behind the last byte breaks nothing", async () => {
  const broken: unknown[] = [];
  const { response } = answerOf(halves, bytes.length, (body) => {
    broken.push(body);
    body.error(new Error("reset"));
  });
  const { client } = fakeApi(() => response);
  expect((await client.leads.list({ chatbotId })).items).toEqual(given);
  // vitest fails the run when a rejection is left unhandled.
  await expect.poll(() => broken.length).toBe(1);
});

// As one that came compressed may be: then the first piece can be as long as the Content-Length.
test.each([0, 1, 2])(
  "no letter is lost, wherever an answer is cut, with %i bytes between the cuts",
  async (between) => {
    for (let at = 1; at < bytes.length; at++) {
      const parts = [bytes.slice(0, at), bytes.slice(at, at + between), bytes.slice(at + between)];
      for (const length of [at, at + between, bytes.length]) {
        const { response } = answerOf(parts, length, (body) => body.close());
        const { client } = fakeApi(() => response);
        expect((await client.leads.list({ chatbotId })).items).toEqual(given);
      }
    }
  },
);

test("a body that ends before its Content-Length was cut", async () => {
  const { response } = answerOf(halves.slice(0, 1), bytes.length, (body) => body.close());
  const { client } = fakeApi(() => response);
  expect(await failure(client.leads.list({ chatbotId }))).toMatchObject({
    name: "ConnectionError",
    cause: { message: "The answer was cut short" },
  });
});

test("an end that does not come is let go of", async () => {
  const { response, cancelled } = answerOf(halves, bytes.length, () => undefined);
  const { client } = fakeApi(() => response);
  expect((await client.leads.list({ chatbotId })).items).toEqual(given);
  await expect.poll(cancelled, { timeout: 5_000 }).toBe(true);
});

test("more than was announced is let go of", async () => {
  const blanks = new Uint8Array(10).fill(0x20);
  const { response, cancelled } = answerOf([...halves, blanks], bytes.length, () => undefined);
  const { client } = fakeApi(() => response);
  expect((await client.leads.list({ chatbotId })).items).toEqual(given);
  await expect.poll(cancelled, { timeout: 900 }).toBe(true);
});

test("half a letter behind a whole text is nothing that anybody waits for", async () => {
  const { response } = answerOf([bytes, new Uint8Array([0xc3])], bytes.length, (body) => body.close());
  const { client } = fakeApi(() => response);
  expect((await client.leads.list({ chatbotId })).items).toEqual(given);
});

test.each<[string | undefined, string]>([
  ["0", "ContractError"],
  [undefined, "ConnectionError"],
])("a response without a body, with a length of %s, is a %s", async (length, name) => {
  const headers = { "content-type": "application/json", ...(length && { "content-length": length }) };
  const { client } = fakeApi(() => new Response(null, { headers }));
  expect(await failure(client.leads.list({ chatbotId }))).toMatchObject({ name });
});
