/** A key cannot be made or revoked. The message is one line for the person at the terminal and says what to do next. */
export class KeyError extends Error {
  override readonly name = "KeyError";
}
