import { ChatbaseError } from "./base.ts";

/** No complete answer arrived: DNS, TLS, a refused or reset connection, an answer cut short. `cause` has the reason. */
export class ConnectionError extends ChatbaseError {
  override get name(): "ConnectionError" {
    return "ConnectionError";
  }
}

/** The answer was not complete within the `timeout` of `createClient`. */
export class TimeoutError extends ChatbaseError {
  override get name(): "TimeoutError" {
    return "TimeoutError";
  }
}

/** Your `signal` was aborted. `cause` is the signal's reason. */
export class AbortedError extends ChatbaseError {
  override get name(): "AbortedError" {
    return "AbortedError";
  }
}
