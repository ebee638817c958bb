/** The store cannot be used. The message is one line for the person at the terminal and says what to do next. */
export class StoreError extends Error {
  override readonly name: string = "StoreError";
}

/**
 * The store cannot be used at the moment: its database is on another machine and does not answer, its disk is full, or another
 * process writes for long. What was asked may be asked again; a write to another machine may have happened or not.
 */
export class StoreUnavailable extends StoreError {
  override readonly name = "StoreUnavailable";
}
