import { ChatbaseError } from "./base.ts";

/** No complete answer arrived: DNS, TLS, a refused or reset connection, an answer cut short. `cause` has the reason. */
export class ConnectionError extends ChatbaseError {
  override get name(): "ConnectionError" {
    return "ConnectionError";
  }

  override get retryable(): true {
    return true;
  }
}

/** The answer was not complete within `timeout`, or the call with all its retries and waits not within `totalTimeout`. */
export class TimeoutError extends ChatbaseError {
  override get name(): "TimeoutError" {
    return "TimeoutError";
  }

  override get retryable(): true {
    return true;
  }
}

/** Your `signal` was aborted. `cause` is the signal's reason. */
export class AbortedError extends ChatbaseError {
  override get name(): "AbortedError" {
    return "AbortedError";
  }
}
