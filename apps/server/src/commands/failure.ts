import { ImportError } from "../import/row.ts";
import { KeyError } from "../keys/key-error.ts";
import { StoreError } from "../store/store-error.ts";

interface SystemError extends Error {
  readonly code?: string;
  readonly syscall?: string;
  readonly address?: string;
  readonly port?: number;
}

/** What to tell the person at the terminal. Failures that we know say what to do; others show where they come from. */
export function explainFailure(error: unknown): string {
  if ([StoreError, ImportError, KeyError].some((kind) => error instanceof kind)) return (error as Error).message;
  const { code, syscall, address, port, stack } = error as SystemError;
  if ((error as Error).name === "AbortError") return "Stopped. Nothing was imported.";
  if (code === "EADDRINUSE")
    return `Port ${port} of ${address} is in use. Stop what uses it, or choose another with --port.`;
  if (code === "EACCES" && syscall === "listen")
    return `Port ${port} of ${address} may not be used. Choose one above 1023 with --port.`;
  if (code === "ENOTSUP" && syscall === "listen") return "This system cannot share a port. Start without --reuse-port.";
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return "This machine does not have the address given by --host.";
  return stack ?? String(error);
}
