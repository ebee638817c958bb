/** Clients that hold connections, against the program itself; what it costs others is measured by measure.ts. */
import { setTimeout } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { temporaryFolder } from "../folder.ts";
import { Program } from "../process/program.ts";
import { attack, attacks } from "./support/attacks.ts";
import { honestClient } from "./support/honest-client.ts";

vi.setConfig({ testTimeout: 180_000 });

/** Connections of each kind. CHATBASE_HOSTILE=40 makes 400 of all. */
const each = Number(process.env["CHATBASE_HOSTILE"] ?? 10);
const short = ["--request-timeout", "1500", "--answer-timeout", "1000", "--keep-alive-timeout", "1000"];
const long = ["--request-timeout", "600000", "--answer-timeout", "600000", "--keep-alive-timeout", "600000"];

async function start(...limits: readonly string[]): Promise<string> {
  const args = ["start", "--port", "0", "--store", ":memory:", "--log-level", "error", ...limits];
  const program = new Program(args, temporaryFolder());
  const origin = await program.printed(/Spec {6}(http:\/\/[\d.:]+)\//);
  await program.printed(/Stop with/);
  return origin;
}

/** All attacks at once: of which kinds connections are held when patience is at its end, and what an honest client has seen. */
async function battery(
  origin: string,
  patience: number,
): Promise<{ held: string[]; errors: unknown[]; pages: number }> {
  const honest = honestClient(origin);
  const hostiles = attacks.flatMap((kind) =>
    Array.from({ length: each }, () => ({ ...attack(kind, origin), name: kind.name })),
  );
  onTestFinished(() => {
    for (const hostile of hostiles) hostile.stop();
  });
  const held = (): string[] => [...new Set(hostiles.filter(({ ended }) => !ended()).map(({ name }) => name))];
  await vi.waitUntil(() => held().length === 0, { timeout: patience, interval: 50 }).catch(() => {});
  const stillHeld = held();
  const { errors, times } = await honest.stop();
  return { held: stillHeld, errors, pages: times.length };
}

test("clients that hold connections in ten ways are all ended, and an honest client sees no error", async () => {
  const { pages, ...outcome } = await battery(await start(...short), 120_000);
  expect(outcome).toEqual({ held: [], errors: [] });
  expect(pages).toBeGreaterThan(10);
});

// The controls: the same battery against servers without the limits.
test("the battery sees a server that limits none of them", async () => {
  const { held } = await battery(await start(...long), 8_000);
  // What stays after an answer that ends the connection is ended by no setting.
  expect(held).toEqual(attacks.map(({ name }) => name).filter((name) => !name.endsWith("staying")));
});

test("the honest client sees a server that has no room for it", async () => {
  const places = 10;
  const origin = await start(...long, "--max-connections", String(places));
  const [slow] = attacks;
  if (!slow) throw new Error("There are no attacks.");
  const hostiles = Array.from({ length: places }, () => attack(slow, origin));
  onTestFinished(() => {
    for (const hostile of hostiles) hostile.stop();
  });
  // They do not know when they have been let in; the honest client sees it.
  const honest = honestClient(origin);
  await setTimeout(1_000);
  const { errors } = await honest.stop();
  expect(errors).not.toEqual([]);
});
