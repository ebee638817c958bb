import type { Answer } from "../ask.ts";
import type { Survey } from "../survey.ts";
import { asSpec, differs, cannotTell, type Point } from "../verdict.ts";

const success = (survey: Survey): Answer[] => [survey.bare, survey.three].filter(({ status }) => status === 200);
const refused = (survey: Survey): Answer[] =>
  [survey.noKey, survey.wrongKey, survey.noChatbot, survey.unknownChatbot, survey.noSuchDay].filter(
    ({ status }) => status >= 400 && status < 500,
  );
const withoutKey = ({ noKey, wrongKey }: Survey): Answer[] => [noKey, wrongKey].filter(({ status }) => status === 401);

/** A value is shown when it is made of the words of a header and not of data. */
function shown(value: string | null): string {
  if (value === null) return "absent";
  return /^[a-z][a-z/+.-]{0,39}(?:; ?charset=[\w-]{1,20})?$/i.test(value) ? value : "another value";
}

interface Row {
  readonly id: string;
  readonly header: string;
  readonly of: string;
  readonly answers: (survey: Survey) => Answer[];
  readonly says: string;
  readonly accepts: (value: string | null) => boolean;
}

const rows: readonly Row[] = [
  {
    id: "content-type",
    header: "Content-Type",
    of: "of a 200",
    answers: success,
    says: "exactly `application/json` (spec, 200)",
    accepts: (value) => value === "application/json",
  },
  {
    id: "error-content-type",
    header: "Content-Type",
    of: "of a refusal",
    answers: refused,
    says: "exactly `application/json` (spec, responses)",
    accepts: (value) => value === "application/json",
  },
  {
    id: "www-authenticate",
    header: "WWW-Authenticate",
    of: "of a 401",
    answers: withoutKey,
    says: "a `Bearer` challenge (RFC 6750 section 3)",
    accepts: (value) => /^Bearer\b/i.test(value ?? ""),
  },
  {
    id: "cache-control",
    header: "Cache-Control",
    of: "of a 200",
    answers: success,
    says: "`no-store`: leads are personal data (docs/behaviour.md)",
    accepts: (value) => (value ?? "").split(/\s*,\s*/).includes("no-store"),
  },
  {
    id: "nosniff",
    header: "X-Content-Type-Options",
    of: "of a 200",
    answers: success,
    says: "`nosniff` (docs/behaviour.md)",
    accepts: (value) => value === "nosniff",
  },
  {
    id: "request-id",
    header: "X-Request-Id",
    of: "of a 200",
    answers: success,
    says: "an id for the log (docs/behaviour.md)",
    accepts: (value) => Boolean(value),
  },
];

export const headerPoints: readonly Point[] = rows.map(({ id, header, of, answers, says, accepts }) => ({
  id,
  title: `\`${header}\` ${of}`,
  says,
  how: "up to five answers",
  look: (survey) => {
    const values = answers(survey).map(({ headers }) => headers.get(header));
    if (values.length === 0) return cannotTell("no such answer came");
    const wrong = new Set(values.filter((value) => !accepts(value)).map(shown));
    return wrong.size === 0 ? asSpec(`${values.length} answers`) : differs([...wrong].join("; "));
  },
}));
