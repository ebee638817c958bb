/** Lines that wait for the end of this turn of the event loop. */
let waiting = "";

function flush(): void {
  const lines = waiting;
  waiting = "";
  if (lines !== "") process.stderr.write(lines);
}

process.once("exit", flush);

/**
 * Where the log goes: standard error. The lines of one turn are written at its end and at once, because each write costs more
 * than making its line. The end of the process writes what is left, unless it is killed.
 */
export const logStream = {
  write(line: string): void {
    if (waiting === "") setImmediate(flush);
    waiting += line;
  },
};
