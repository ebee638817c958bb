import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";

/** Bytes of V8's young generation from which on it need not grow: twice as much is no faster. */
const enough = 16_777_216;

/**
 * Keeps V8 from taking memory only because it could collect its garbage later: an import would need a third more. Node has flags
 * for that, but a command cannot give any to itself, so V8 is told while it runs: the old generation grows by 60 percent before it
 * is collected again, the young one not beyond what is enough. Holds for the whole process: for a command, never in a server.
 *
 * @returns is to be called now and then.
 */
export function makeHeapFrugal(): () => void {
  setFlagsFromString("--heap-growing-percent=60");
  let isBound = false;
  return () => {
    if (isBound) return;
    const young = getHeapSpaceStatistics().find(({ space_name: name }) => name === "new_space");
    if ((young?.space_size ?? 0) < enough) return;
    setFlagsFromString("--semi-space-growth-factor=1");
    isBound = true;
  };
}
