/** The store cannot be used. The message is one line for the person at the terminal and says what to do next. */
export class StoreError extends Error {
  override readonly name = "StoreError";
}
