/** What a command prints of the error that ends it; of wrong usage, where to look. */
export function complaint(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // The sentences after the first are about arguments that begin with a dash, which no command here takes.
  return isMisuse(error) ? `${error.message.split(". ", 1).join("")}; --help lists what there is.` : error.message;
}

/** Whether `parseArgs` of Node threw it: wrong usage, and no fault of ours. */
export function isMisuse(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
}
