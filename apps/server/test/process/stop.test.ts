/** A stop loses nothing: of the program, under load, at moments that nobody chose. */
import { connect } from "node:net";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as setTimeoutPromise } from "node:timers/promises";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { demo } from "../../src/index.ts";
import { temporaryFolder } from "../folder.ts";
import { Program } from "./program.ts";
import { askOn, type Experience, type Way } from "./stopping-client.ts";

vi.setConfig({ testTimeout: 120_000 });

/** How often a stop is tried; CHATBASE_STOPS=20 is what the promise is made of. */
const trials = Array.from({ length: Number(process.env["CHATBASE_STOPS"] ?? 2) }, (_, index) => index);
const clients = 50;
const headers = { authorization: `Bearer ${demo.apiKey}` };

async function start(...more: readonly string[]): Promise<{ program: Program; origin: string; way: Way }> {
  const args = ["start", "--log-level", "error", ...more];
  const program = new Program(more.includes("--port") ? args : [...args, "--port", "0"], temporaryFolder());
  const baseUrl = await program.printed(/Base URL {2}(\S+)/);
  await program.printed(/Stop with/);
  const url = `${baseUrl}/get-leads?chatbotId=${demo.chatbotId}&size=100`;
  return { program, origin: new URL(baseUrl).origin, way: { url, headers, keepAlive: true } };
}

/** What is wrong with what clients saw of a stop; nothing if it lost no request and said which answer was the last. */
function faultsOf(experiences: readonly Experience[]): string[] {
  return experiences.flatMap(({ outcomes, lastConnection }) => [
    ...outcomes.filter((outcome) => outcome !== 200).map(String),
    ...(lastConnection === "close" ? [] : [`last answer: Connection: ${lastConnection}`]),
  ]);
}

/** Stops a server by a signal while clients ask it. */
async function stopUnderLoad(signal: NodeJS.Signals): Promise<{ code: number | null; faults: string[] }> {
  const { program, way } = await start("--store", ":memory:");
  const asking = Array.from({ length: clients }, () => askOn(way));
  await setTimeoutPromise(50 + Math.random() * 400);
  program.process.kill(signal);
  const faults = faultsOf(await Promise.all(asking));
  return { code: await program.exit(), faults };
}

describe(`SIGTERM while ${clients} clients ask`, () => {
  test.each(trials)("trial %i: no request is lost, the last answers say so, exit code 0", async () => {
    expect(await stopUnderLoad("SIGTERM")).toEqual({ code: 0, faults: [] });
  });

  // The control: a program that does not drain.
  test("a program that ends at once is seen to lose requests", async () => {
    const { code, faults } = await stopUnderLoad("SIGKILL");
    expect(code).toBeNull();
    expect(faults).not.toEqual([]);
  });
});

test("what hangs is ended when the grace period is over, with exit code 1", async () => {
  const { program, way } = await start("--store", ":memory:", "--grace", "300");
  const { hostname, port, pathname, search } = new URL(way.url);
  const socket = connect({ host: hostname, port: Number(port) });
  onTestFinished(() => void socket.destroy());
  // Waits for a body that never comes, as a handler would for a database; the interim answer says that it does.
  const fields = `Host: x\r\nAuthorization: ${headers.authorization}\r\nExpect: 100-continue\r\nContent-Length: 5\r\n`;
  socket.write(`GET ${pathname}${search} HTTP/1.1\r\n${fields}\r\n`);
  const [interim] = (await once(socket, "data")) as [Buffer];
  expect(interim.toString()).toContain("100 Continue");
  program.process.kill("SIGTERM");
  expect(await program.exit()).toBe(1);
});

describe("a second process on the same port", () => {
  const handOver = async (sharing: readonly string[], signal: NodeJS.Signals): Promise<Experience[]> => {
    const store = ["--store", join(temporaryFolder(), "leads.db")];
    const first = await start(...store, ...sharing);
    const port = ["--port", new URL(first.origin).port];
    let stopped = false;
    // Half of the clients connect anew for each request: nobody can tell them that a connection is about to end.
    const asking = Array.from({ length: clients }, (_, index) =>
      askOn({ ...first.way, keepAlive: index % 2 === 0 }, () => stopped),
    );
    await start(...store, ...sharing, ...port);
    first.program.process.kill(signal);
    await first.program.exit();
    await setTimeoutPromise(300);
    stopped = true;
    return await Promise.all(asking);
  };

  // Tried again, for the system resets who connects in the moment between the last look and the end of listening, when something
  // else gets the processor just then: see 0024, and tcp_migrate_req, which ends that. The control below fails every time.
  test("takes over from the first without a failed request", { retry: 2 }, async () => {
    const experiences = await handOver(["--reuse-port", "always"], "SIGTERM");
    const outcomes = experiences.flatMap((each) => each.outcomes);
    expect(outcomes.length).toBeGreaterThan(clients);
    expect(outcomes.filter((outcome) => outcome !== 200)).toEqual([]);
  });

  // The controls: a first process that does not drain, and a second one that may not share.
  test("a first process that ends at once is seen to fail requests", async () => {
    const experiences = await handOver(["--reuse-port", "always"], "SIGKILL");
    expect(experiences.flatMap(({ outcomes }) => outcomes).filter((outcome) => outcome !== 200)).not.toEqual([]);
  });

  test("cannot start unless both share", async () => {
    await expect(handOver([], "SIGTERM")).rejects.toThrow("is in use");
  });
});
