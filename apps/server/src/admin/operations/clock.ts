import { endOfTime, instantOf } from "../../clock.ts";
import type { AdminContext, AdminInput } from "../operation.ts";
import { RequestError } from "../../http/errors.ts";

interface NewClock {
  readonly now?: string;
  readonly moveBy?: string;
  readonly frozen?: boolean;
}

const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

function stateOf({ clock }: AdminContext): unknown {
  return { now: new Date(clock.now()).toISOString(), frozen: clock.frozen };
}

export function getClock(_: AdminInput, context: AdminContext): unknown {
  return stateOf(context);
}

/** @throws {RequestError} 400 for a time before 1970 or after 9999, or of a day that does not exist. */
export function setClock({ body }: AdminInput<NewClock>, context: AdminContext): unknown {
  const { clock } = context;
  const [, count = 0, unit = "ms"] = /^(-?\d+)(\w+)$/.exec(body.moveBy ?? "") ?? [];
  const start = body.now === undefined ? clock.now() : (instantOf(body.now) ?? Number.NaN);
  const now = start + Number(count) * (units[unit] ?? 0);
  if (!(now >= 0 && now <= endOfTime))
    throw new RequestError("invalid_parameter", "the time must be one that exists, from 1970 to 9999.");
  clock.set(now, body.frozen ?? clock.frozen);
  return stateOf(context);
}

export function resetClock(_: AdminInput, context: AdminContext): unknown {
  context.clock.reset();
  return stateOf(context);
}
