/** The vectors of vectors/*.json, as what is sent and what is promised. */
import authorizationRules from "../../vectors/authorization.json" with { type: "json" };
import framingVectors from "../../vectors/framing.json" with { type: "json" };
import parameterRules from "../../vectors/parameters.json" with { type: "json" };
import targetRules from "../../vectors/targets.json" with { type: "json" };
import type { Vector } from "./battery.ts";
import { authorization, chatbotId, fill, getLeadsPath, getRequest } from "./servers.ts";

/** A vector of framing.json. */
interface FramingVector {
  readonly name: string;
  readonly answers: readonly number[];
  readonly closes: boolean;
  readonly request: string;
  /** Methods of the requests, where they are not all such as have an answer with a body. */
  readonly methods?: readonly string[];
  readonly interim?: readonly number[];
}

function ofFraming({ name, answers, request, methods, ...rest }: FramingVector): Vector {
  const expected = answers.map((status, index) => ({ status, method: methods?.[index] }));
  return { ...rest, name: `${name}: ${answers.join(", ")}`, request: fill(request), answers: expected };
}

/** HTTP itself: framing, Host, versions, chunks, limits, pipelines. */
export const framing: readonly Vector[] = (framingVectors as readonly FramingVector[]).map(ofFraming);

/** Of a rule of targets.json. */
export function targetsOf({ status, requests }: { status: number; requests: readonly string[] }): Vector[] {
  return requests.map((line) => ({
    name: line,
    request: `${line} HTTP/1.1\r\nHost: x\r\n${authorization}\r\n`,
    answers: [{ status, method: line.split(" ", 1)[0] }],
    closes: status === 400,
  }));
}

/** Paths and methods. */
export const targets: readonly Vector[] = targetRules.flatMap(targetsOf);

/** A vector of the query; for its own sake, too, for there are other ways to ask than by a socket. */
interface QueryVector extends Vector {
  readonly query: string;
}

/** A rule of parameters.json. */
interface ParameterRule {
  readonly status: number;
  readonly message?: string;
  readonly queries: readonly string[];
}

/** Of a rule of parameters.json. */
export function parametersOf({ status, message, queries }: ParameterRule): QueryVector[] {
  return queries.map((query) => ({
    name: query.slice(0, 80),
    query,
    request: getRequest(`${getLeadsPath}?${query}`),
    answers: [{ status, message }],
    closes: false,
  }));
}

/** The query of `GET /get-leads`. */
export const parameters: readonly Vector[] = (parameterRules as ParameterRule[]).flatMap(parametersOf);

/** A rule of authorization.json. */
interface AuthorizationRule {
  readonly status: number;
  readonly message?: string;
  readonly authorizations: readonly (readonly string[])[];
}

/** A vector of `Authorization`, with the values of its fields. */
interface AuthorizationVector extends Vector {
  readonly values: readonly string[];
}

/** Of a rule of authorization.json. */
export function authorizationsOf({ status, message, authorizations: lists }: AuthorizationRule): AuthorizationVector[] {
  return lists.map((list) => {
    const values = list.map(fill);
    const fields = values.map((value) => `Authorization: ${value}\r\n`).join("");
    return {
      name: list.join(" + ").slice(0, 80),
      values,
      request: `GET ${getLeadsPath}?chatbotId=${chatbotId} HTTP/1.1\r\nHost: x\r\n${fields}\r\n`,
      answers: [{ status, message }],
      closes: false,
    };
  });
}

/** `Authorization`. */
export const authorizations: readonly Vector[] = (authorizationRules as AuthorizationRule[]).flatMap(authorizationsOf);
