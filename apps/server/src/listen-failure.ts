/** What is in the way of listening, in words: the same for who has called us and for who has typed a command. */

/** An error of the system, as far as it is read here. */
export interface SystemError extends Error {
  readonly code?: string;
  readonly syscall?: string;
  readonly address?: string;
  readonly port?: number;
}

/**
 * Says what to do about a port that cannot be had; undefined for any other error.
 *
 * @param how to choose another, and the end of the sentence: ` with --port.`
 */
export function explainPort({ code, syscall, address, port }: SystemError, how: string): string | undefined {
  if (code === "EADDRINUSE") return `Port ${port} of ${address} is in use. Stop what uses it, or choose another${how}`;
  if (code !== "EACCES" || syscall !== "listen") return undefined;
  return `Port ${port} of ${address} may not be used. Choose one above 1023${how}`;
}

/**
 * For who has called us.
 *
 * @throws {Error} with the system's `code`, `syscall`, `address` and `port`, in words if it is about the port.
 */
export function rethrowInWords(error: unknown): never {
  const message = explainPort(error as SystemError, "; port: 0 takes a free one.");
  if (message === undefined) throw error;
  const { code, syscall, address, port } = error as SystemError;
  throw Object.assign(new Error(message, { cause: error }), { code, syscall, address, port });
}
