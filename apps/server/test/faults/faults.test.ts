import { describe, expect, onTestFinished, test } from "vitest";
import { type FaultSettings, startServer } from "../../src/index.ts";
import { faultNames } from "../../src/faults/registry.ts";
import { serverForTests } from "../http/support/servers.ts";
import { exchange, leadsRequest } from "./support/exchange.ts";
import { type Witness, witnesses } from "./support/witnesses.ts";

const honest = serverForTests();

/** `Prefer` as one request writes it. */
function preferring({ name, value }: Witness): string {
  return `Prefer: ${name}${value && `="${value}"`}\r\n`;
}

const once = witnesses.filter(({ standing }) => standing !== true);

test("every fault has a witness", () => {
  expect(new Set(witnesses.map(({ name }) => name))).toEqual(new Set(faultNames));
});

describe("asked for by a request", () => {
  test.each(once)("$name=$value", async (witness) => {
    await expect(
      witness.sees(honest().directOrigin, preferring(witness), honest().directOrigin),
    ).resolves.toBeUndefined();
  });

  test.each(once.filter(({ name }) => name !== "delay" && name !== "reset"))(
    "$name=$value is said to be applied",
    async (witness) => {
      const { name, value } = witness;
      const quick = name === "slow" ? { ...witness, value: "20" } : witness;
      const { headers } = await exchange(honest().directOrigin, leadsRequest("&size=20&page=2", preferring(quick)));
      const word = value.includes("/") ? `"${value}"` : quick.value;
      expect(headers.get("preference-applied")).toBe(word === "" ? name : `${name}=${word}`);
    },
  );

  test.each(witnesses.filter(({ standing }) => standing))("$name is not to be had", async (witness) => {
    await expect(witness.sees(honest().directOrigin, preferring(witness), honest().directOrigin)).rejects.toThrow(
      "expected",
    );
  });
});

describe("as a scenario", () => {
  async function startWith(faults: FaultSettings): Promise<string> {
    const server = await startServer({ store: ":memory:", port: 0, logLevel: "silent", faults });
    onTestFinished(() => server.close());
    return server.origin;
  }

  test.each(witnesses)("$name=$value", async (witness) => {
    const faults = { [witness.name]: witness.value === "" ? true : witness.value };
    await expect(witness.sees(await startWith(faults), "", honest().directOrigin)).resolves.toBeUndefined();
  });

  test("is not told to the client", async () => {
    const { headers } = await exchange(await startWith({ code: 500 }), leadsRequest());
    expect(headers.has("preference-applied")).toBe(false);
  });
});

describe("control: without the fault, its witness does not see it", () => {
  test.each(witnesses)("$name=$value", async ({ sees }) => {
    await expect(sees(honest().directOrigin, "", honest().directOrigin)).rejects.toThrow("expected");
  });
});
