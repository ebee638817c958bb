import { expect } from "vitest";
import { errorReasons } from "../../../src/http/errors.ts";
import { type Answer, messageOf, valueOf, valuesOf } from "./answer.ts";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const seen = new Set<string>();

const challenges: Readonly<Record<string, string>> = {
  "No API key provided.": "Bearer",
  "Invalid API key.": 'Bearer error="invalid_token"',
};

function expectChallenge(answer: Answer): void {
  const challenge = valuesOf(answer, "www-authenticate");
  expect(challenge).toEqual(answer.status === 401 ? [challenges[messageOf(answer)]] : []);
}

/** What docs/behaviour.md promises of the headers of each answer, whatever its status. */
export function expectHeaders(answer: Answer): void {
  const { status } = answer;
  expect(valuesOf(answer, "content-type")).toEqual(status === 204 ? [] : ["application/json"]);
  expect(valuesOf(answer, "cache-control")).toEqual(["no-store"]);
  expect(valuesOf(answer, "x-content-type-options")).toEqual(["nosniff"]);
  expect(valuesOf(answer, "date")).toHaveLength(1);
  const id = valueOf(answer, "x-request-id") ?? "";
  expect(id).toMatch(uuid);
  expect(seen, "each request has an id of its own").not.toContain(id);
  seen.add(id);
  expect(valuesOf(answer, "allow")).toEqual(status === 405 || status === 204 ? ["GET, HEAD, OPTIONS"] : []);
  expect(valuesOf(answer, "retry-after")).toEqual(status === 503 ? ["1"] : []);
  for (const name of ["server", "x-powered-by", "location", "set-cookie", "etag", "transfer-encoding"]) {
    expect(valuesOf(answer, name), `${name} is not sent`).toEqual([]);
  }
}

/** Every text that an error can have; details are in words, never in what was sent. */
const texts = Object.values(errorReasons).map(({ status, message }) => {
  const pattern = message.replaceAll(".", "[.]").replace("{detail}", "[a-z][^&<>]+[.?]");
  return { status, pattern: new RegExp(`^${pattern}$`, "i") };
});

function expectRefusal({ status, body }: Answer): void {
  const content = JSON.parse(body) as Record<string, unknown>;
  expect(Object.keys(content)).toEqual(["message"]);
  const fitting = texts.filter((text) => text.status === status && text.pattern.test(String(content["message"])));
  expect(fitting, `${status} ${body}`).toHaveLength(1);
}

/** All that is promised of an answer, except to a HEAD. */
export function expectPromises(answer: Answer): void {
  expectHeaders(answer);
  if (answer.status === 204) {
    expect(answer.body).toBe("");
    return;
  }
  expect(valueOf(answer, "content-length")).toBe(String(Buffer.byteLength(answer.body)));
  expect(() => void JSON.parse(answer.body)).not.toThrow();
  if (answer.status !== 200) expectRefusal(answer);
  expectChallenge(answer);
}

/** What a vector says of its answer. */
export interface Expected {
  readonly status: number;
  /** Text that the message has in it. */
  readonly message?: string | undefined;
}

/** As {@link expectPromises}, for the answer to a vector. */
export function expectAnswer(answer: Answer, { status, message }: Expected): void {
  expect(answer.status).toBe(status);
  expectPromises(answer);
  if (message !== undefined) expect(messageOf(answer)).toContain(message);
}

/** As {@link expectPromises}, for the answer to a HEAD. */
export function expectPromisesOfHead(answer: Answer): void {
  expectHeaders(answer);
  expect(answer.body).toBe("");
}
