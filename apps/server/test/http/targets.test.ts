import { describe, expect, test } from "vitest";
import targetRules from "../vectors/targets.json" with { type: "json" };
import { valuesOf } from "./support/answer.ts";
import { connections, expectExchange, handlerCount } from "./support/battery.ts";
import { serverForTests } from "./support/servers.ts";
import { targetsOf } from "./support/vectors.ts";

const handler = handlerCount();
const server = serverForTests({}, handler.wrap);

describe.each(targetRules)("$rule: $status", (rule) => {
  test.each(targetsOf(rule))("$name", async (vector) => {
    for (const { before } of connections) {
      const origin = before === 0 ? server().originFor(vector.request) : server().directOrigin;
      const proxied = origin !== server().directOrigin;
      const [answer] = await expectExchange(vector, { origin, before, handlerRuns: handler.runs, proxied });
      expect(answer && valuesOf(answer, "allow")).toEqual(rule.allow === undefined ? [] : [rule.allow]);
    }
  });
});
