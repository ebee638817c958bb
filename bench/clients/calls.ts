/**
 * How many calls a second a client makes: a process of its own, so that no client runs in code that another one warmed up.
 * Arguments: module, base URL, key, chatbot, seconds. Prints calls a second, one by one and with 16 in flight.
 */
import type { Create } from "./list.ts";

const [modulePath = "", baseUrl = "", key = "", chatbotId = "", length = "1"] = process.argv.slice(2);
const { create } = (await import(modulePath)) as { create: Create };
const call = create(baseUrl, key);

/** Calls until the time is up, from as many loops as may be in flight. */
async function callsPerSecond(inFlight: number, seconds: number): Promise<number> {
  let calls = 0;
  const started = performance.now();
  const loop = async (): Promise<void> => {
    while (performance.now() - started < seconds * 1_000) {
      const leads = await call({ chatbotId, size: 10 });
      if (leads.length !== 10) throw new Error(`A page has ${leads.length} leads.`);
      calls += 1;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, loop));
  return (calls * 1_000) / (performance.now() - started);
}

// The compilers are busy for the first 20,000 calls or so, and with more code for longer: a client that lives is past that.
await callsPerSecond(4, Number(length) / 2);
const one = await callsPerSecond(1, Number(length));
const sixteen = await callsPerSecond(16, Number(length));
console.log(JSON.stringify({ one, sixteen }));
// Idle connections would keep the process for seconds.
process.exit(0);
