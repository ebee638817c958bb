/** Where `redocly diff` rates a change lower than a user of this kit feels it. Each rule has a fixture in spec-changes/. */
import { type Bump, compareBumps } from "./bump.ts";
import type { RedoclyChange } from "./spec-diff.ts";

interface Rating {
  bump: Exclude<Bump, "none">;
  why: string;
}

type RatingRule = (change: RedoclyChange) => Rating | undefined;

const schema = /^#\/components\/schemas\/([^/]+)$/;

/** redocly calls it a patch, since no request changes. But the contract and the client export the name. */
const schemaNamesAreExports: RatingRule = ({ path, kind, property }) => {
  const [, name] = schema.exec(path) ?? [];
  if (name === undefined) return undefined;
  if (kind === "removed" || property === "key") {
    return { bump: "major", why: `Schema \`${name}\` was removed or renamed; the contract exports it by name.` };
  }
  return kind === "added" ? { bump: "minor", why: `Schema \`${name}\` is new; the contract exports it.` } : undefined;
};

/** redocly sees a new part of a request, and not that the old request is refused without it. */
const newBodyIsRequired: RatingRule = ({ path, kind, revision }) =>
  kind === "added" && path.endsWith("/requestBody") && isRequired(revision?.value)
    ? { bump: "major", why: "A request body became required." }
    : undefined;

const isRequired = (value: unknown): boolean => (value as { required?: unknown } | undefined)?.required === true;

/** What is only written is not in an answer any more. */
const writeOnlyIsGone: RatingRule = ({ property, revision }) =>
  property === "writeOnly" && revision?.value === true
    ? { bump: "major", why: "A property became write-only: answers do not carry it any more." }
    : undefined;

/** Tools that read one minor version of OpenAPI do not read the next: 3.1 has another schema language than 3.0. */
const anotherOpenApi: RatingRule = ({ path, property, base, revision }) => {
  if (path !== "#/" || property !== "openapi") return undefined;
  const [before, after] = [base?.value, revision?.value].map((value) => String(value).split(".").slice(0, 2).join("."));
  return before === after
    ? undefined
    : { bump: "major", why: `The file is written in OpenAPI ${after}, not ${before}.` };
};

/** Something may be left out, or works without a key: nothing breaks, but there is something new to know. */
const newFreedom: RatingRule = ({ path, kind, property, base, revision }) => {
  if (property === "required" && base?.value === true && revision?.value !== true) {
    return isAnswered(path)
      ? { bump: "major", why: "It can be missing from an answer." }
      : { bump: "minor", why: "It is not required any more." };
  }
  return kind === "removed" && /^#\/security(\/\d+)?$/.test(path)
    ? { bump: "minor", why: "Security was removed: no key is needed any more." }
    : undefined;
};

/** What an operation says for itself hides what the document says; where that comes and goes, redocly compares neither. */
const anotherServerOrKey: RatingRule = ({ path, kind }) => {
  if (!path.startsWith("#/paths/") || kind === "modified") return undefined;
  if (path.endsWith("/servers")) return { bump: "major", why: "Its requests go to other servers than the document's." };
  return kind === "removed" && path.endsWith("/security")
    ? { bump: "major", why: "It had its own security; that of the document applies now." }
    : undefined;
};

/** In a path the wire does not know the name, so redocly calls it a patch. But types and routes take the value by it. */
const anotherParameterName: RatingRule = ({ path, property, base, revision }) =>
  property === "name" && /\/parameters\/\d+$/.test(path)
    ? {
        bump: "major",
        why: `The parameter ${JSON.stringify(base?.value)} is called ${JSON.stringify(revision?.value)} now.`,
      }
    : undefined;

/** Who sends nothing gets something else: the same request, another answer. */
const anotherDefault: RatingRule = ({ path, property, base, revision }) => {
  if (property !== "default" || !isSent(path)) return undefined;
  if (base?.value === undefined) return { bump: "minor", why: "It has a default now." };
  const [before, after] = [JSON.stringify(base.value), JSON.stringify(revision?.value)];
  return { bump: "major", why: `The default changed from ${before} to ${after ?? "nothing"}.` };
};

/** redocly rates a parameter that is gone as major, and the same in a body as a patch. A rename is one of these. */
const bodyTakesLess: RatingRule = ({ path, kind, property, revision }) => {
  if (!isSent(path) || !/\/properties\/[^/]+$/.test(path)) return undefined;
  const isGone = property === undefined ? kind === "removed" : property === "readOnly" && revision?.value === true;
  return isGone
    ? { bump: "major", why: "A property of the request is gone or renamed: it cannot be sent." }
    : undefined;
};

const limits = /^(type|format|pattern|enum|nullable|required|additionalProperties|m(in|ax)(imum|Length|Items))$/;

/** redocly rates what a request may not say any more as major; what is left of these changes lets it say more. */
const requestMaySayMore: RatingRule = ({ path, property, impact }) =>
  isSent(path) && impact === "patch" && limits.test(property ?? "")
    ? { bump: "minor", why: `More is accepted than before: \`${property}\` was relaxed.` }
    : undefined;

const isAnswered = (path: string): boolean => path.includes("/responses/");

const isSent = (path: string): boolean => !isAnswered(path) && /\/(parameters|requestBody)\//.test(path);

/** semver.org, rule 7: a minor version must say what is deprecated. */
const deprecation: RatingRule = ({ property, revision }) =>
  property === "deprecated" && revision?.value === true ? { bump: "minor", why: "It became deprecated." } : undefined;

const ratings = [
  schemaNamesAreExports,
  newBodyIsRequired,
  writeOnlyIsGone,
  anotherOpenApi,
  newFreedom,
  anotherServerOrKey,
  anotherParameterName,
  anotherDefault,
  bodyTakesLess,
  requestMaySayMore,
  deprecation,
];

/** A higher rating than redocly's with its reason; never a lower one. */
export function rateAgain(change: RedoclyChange): Rating | undefined {
  return ratings
    .flatMap((rule) => rule(change) ?? [])
    .filter(({ bump }) => compareBumps(bump, change.impact) > 0)
    .toSorted((a, b) => compareBumps(a.bump, b.bump))
    .at(-1);
}
