import { nearMiss } from "../near-miss.ts";
import { RequestError } from "./errors.ts";

/** The part of a parameter's description that reading a query needs. */
export interface QueryParameter {
  readonly name: string;
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const brokenEscape = /%(?![0-9A-Fa-f]{2})/;
const plain = /^[A-Za-z0-9\-._~!*'(),;:@/?$]*$/;
/** NUL, CR and LF have no place in any parameter and are the tools of injection. */
const forbidden = /[\0\r\n]/;

function invalid(detail: string): RequestError {
  return new RequestError("invalid_parameter", detail);
}

/** Decodes one name or value of `application/x-www-form-urlencoded`; strict where URLSearchParams replaces. */
function decode(text: string, whose: string): string {
  if (plain.test(text)) return text;
  if (brokenEscape.test(text)) throw invalid(`${whose} has a broken percent-encoding; write % as %25.`);
  const bytes = text
    .replaceAll("+", " ")
    .replace(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  const decoded = decodeUtf8(bytes, whose);
  if (forbidden.test(decoded)) throw invalid(`${whose} has a NUL, CR or LF.`);
  return decoded;
}

function decodeUtf8(bytes: string, whose: string): string {
  try {
    return utf8.decode(Buffer.from(bytes, "latin1"));
  } catch {
    throw invalid(`${whose} is not percent-encoded UTF-8.`);
  }
}

/** What the values of a query inherit: nothing. An object that has no prototype at all takes longer to read. */
const nothing = Object.freeze(Object.create(null) as object);

/**
 * Reads the parameters that an operation knows from the query of a request target. Unknown ones are ignored, unless they
 * look like a known one: a filter dropped in silence returns more personal data than was asked for.
 *
 * @returns an object that inherits nothing: name -> value.
 * @throws {RequestError} 400 for broken encoding, a known parameter given twice, and near-misses of a known name.
 */
export function readQuery(target: string, parameters: readonly QueryParameter[]): Record<string, string> {
  const values = Object.create(nothing) as Record<string, string>;
  const start = target.indexOf("?");
  for (const pair of start === -1 ? [] : target.slice(start + 1).split("&")) {
    const equals = pair.indexOf("=");
    const name = decode(equals === -1 ? pair : pair.slice(0, equals), "the name of a parameter");
    const known = parameters.some((parameter) => parameter.name === name);
    const value = equals === -1 ? "" : decode(pair.slice(equals + 1), known ? name : "a parameter");
    if (!known) refuseNearMiss(name, parameters);
    else if (name in values) throw invalid(`${name} is given more than once; give it once.`);
    else values[name] = value;
  }
  return values;
}

function refuseNearMiss(name: string, known: readonly QueryParameter[]): void {
  const names = known.map((parameter) => parameter.name);
  const meant = nearMiss(name, names);
  if (meant !== undefined) throw invalid(`there is an unknown parameter; did you mean ${meant}?`);
}
