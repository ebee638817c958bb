import type { ServerResponse } from "node:http";

/** The waits of all requests. None outlives its connection, and none holds up the stop of the server. */
export class Pauses {
  readonly #ends = new Set<() => void>();
  #over = false;

  /** How many requests wait. */
  get count(): number {
    return this.#ends.size;
  }

  /** Resolves after so many milliseconds; sooner when the connection of the response ends, or all pauses do. */
  wait(milliseconds: number, response: ServerResponse): Promise<void> {
    if (this.#over || response.destroyed) return Promise.resolve();
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        response.off("close", end);
        this.#ends.delete(end);
        resolve();
      };
      const timer = setTimeout(end, milliseconds);
      response.once("close", end);
      this.#ends.add(end);
    });
  }

  /** Ends all waits, and those that are yet to come at once. */
  end(): void {
    this.#over = true;
    for (const end of this.#ends) end();
  }
}
