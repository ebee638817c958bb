import { onTestFinished } from "vitest";
import { type FaultServer, startFaultServer } from "../faults/fault-server.ts";

/** As {@link startFaultServer}, gone when the test is over. */
export async function faultServer(...parameters: Parameters<typeof startFaultServer>): Promise<FaultServer> {
  const server = await startFaultServer(...parameters);
  onTestFinished(server.close);
  return server;
}
