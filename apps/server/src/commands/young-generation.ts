import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";

/** Bytes of V8's young generation from which on it need not grow: twice as much is hardly faster, and costs as much memory. */
const enough = 8_388_608;

/**
 * Keeps V8 from letting the young generation grow to 64 MiB, a fifth of all that an import would need. Node has a flag for
 * that, but a command cannot give one to itself: so growing is ended when there is enough. It holds for the whole process: for a
 * command, never in a server.
 *
 * @returns is to be called now and then.
 */
export function youngGenerationBound(): () => void {
  let isBound = false;
  return () => {
    if (isBound) return;
    const young = getHeapSpaceStatistics().find(({ space_name: name }) => name === "new_space");
    if ((young?.space_size ?? 0) < enough) return;
    setFlagsFromString("--semi-space-growth-factor=1");
    isBound = true;
  };
}
