import { RequestError } from "../../http/errors.ts";
import { faultNames, type FaultSettings } from "../../faults/registry.ts";
import type { AdminContext, AdminInput } from "../operation.ts";

function stateOf({ faults }: AdminContext): unknown {
  return { faults: faults.settings, active: faults.active, byRequest: faults.byRequest };
}

export function getFaults(_: AdminInput, context: AdminContext): unknown {
  return stateOf(context);
}

/** @throws {RequestError} 400 */
export function setFaults({ body }: AdminInput<{ readonly faults: FaultSettings }>, context: AdminContext): unknown {
  // Said here: FaultControl would repeat the name.
  if (Object.keys(body.faults).some((name) => !faultNames.some((known) => known === name)))
    throw new RequestError("invalid_parameter", `there is an unknown fault; the faults are ${faultNames.join(", ")}.`);
  try {
    context.faults.set(body.faults);
  } catch (error) {
    throw error instanceof TypeError ? new RequestError("invalid_parameter", error.message) : error;
  }
  return stateOf(context);
}

export function clearFaults(_: AdminInput, context: AdminContext): unknown {
  context.faults.clear();
  return stateOf(context);
}
