/** The longest wait of any fault, in milliseconds: longer than the default deadline of every client that we know. */
export const longestWait = 60_000;

/** Reads a whole number in the one form that it has: plain digits, no zeros in front. Undefined if it is something else or out of range. */
export function wholeNumber(text: string, least: number, most: number): number | undefined {
  const value = /^(?:0|-?[1-9][0-9]{0,8})$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : undefined;
}
