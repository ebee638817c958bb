import { ChatbaseError, type ErrorDetails } from "./base.ts";

/**
 * An option of `createClient` or a parameter of a call is wrong.
 *
 * Thrown at once, where it was given, before any request.
 */
export class ArgumentError extends ChatbaseError {
  /** The option or parameter at fault, such as `baseUrl` or `startDate`. */
  declare readonly argument: string;

  constructor(argument: string, problem: string, details?: ErrorDetails) {
    super(`${argument}: ${problem}`, details);
    this.argument = argument;
  }

  override get name(): "ArgumentError" {
    return "ArgumentError";
  }
}
