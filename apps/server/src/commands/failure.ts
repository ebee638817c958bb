import { ImportError } from "../import/row.ts";
import { KeyError } from "../keys/key-error.ts";
import { explainPort, type SystemError } from "../listen-failure.ts";
import { StoreError } from "../store/store-error.ts";

/** What to tell the person at the terminal. Failures that we know say what to do; others show where they come from. */
export function explainFailure(error: unknown): string {
  if ([StoreError, ImportError, KeyError].some((kind) => error instanceof kind)) return (error as Error).message;
  const { code, syscall, stack } = error as SystemError;
  if ((error as Error).name === "AbortError") return "Stopped. Nothing was imported.";
  const port = explainPort(error as SystemError, " with --port.");
  if (port !== undefined) return port;
  if (code === "ENOTSUP" && syscall === "listen") return "This system cannot share a port. Start without --reuse-port.";
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return "This machine does not have the address given by --host.";
  return stack ?? String(error);
}
