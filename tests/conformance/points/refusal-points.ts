import type { Answer } from "../ask.ts";
import { isObject } from "../leads.ts";
import type { Survey } from "../survey.ts";
import { asSpec, cannotTell, differs, type Point, type Verdict } from "../verdict.ts";

type Asked = { [Name in keyof Survey]: Survey[Name] extends Answer ? Name : never }[keyof Survey];

/** Answers of somebody between us and the server, or of one that has had enough: they say nothing about the request. */
const inBetween = [429, 502, 503, 504];

function statusIs(name: Asked, wanted: number): Point["look"] {
  return (survey) => {
    const { status } = survey[name];
    if (status === wanted) return asSpec(String(status));
    if (inBetween.includes(status)) return cannotTell(`the server answered ${status}`);
    return differs(`${status} instead of ${wanted}`);
  };
}

type Row = readonly [name: Asked, status: number, title: string, says: string];

const rows: readonly Row[] = [
  ["noSuchDay", 400, "A day that does not exist", "400 (docs/behaviour.md)"],
  ["otherDateForm", 400, "A date of another form", "400: dates are YYYY-MM-DD (spec, startDate)"],
  ["reversedDates", 400, "`startDate` after `endDate`", "400 (docs/behaviour.md)"],
  ["pageZero", 400, "Page 0", "400 (docs/behaviour.md)"],
  ["pageWord", 400, "A page that is no number", "400 (docs/behaviour.md)"],
  ["sizeZero", 400, "Size 0", "400 (docs/behaviour.md)"],
  ["sizeFraction", 400, "A size that is no whole number", "400 (docs/behaviour.md)"],
  ["nearMiss", 400, "A misspelt parameter (`pageSize`)", "400 with the right name (docs/behaviour.md)"],
  ["unknownParameter", 200, "An unknown parameter", "ignored (docs/behaviour.md)"],
  ["noChatbot", 400, "No `chatbotId`", "400: it is required (spec, chatbotId)"],
  ["unknownChatbot", 404, "A chatbot that is not the account's", "404 (spec, NotFound)"],
  ["noKey", 401, "No key", "401 (spec, Unauthorized)"],
  ["wrongKey", 401, "A key that does not exist", "401 (spec, Unauthorized)"],
  ["wrongKeyBadQuery", 401, "A wrong key and a bad date", "401: the key comes first (docs/behaviour.md)"],
];

const statusPoints: readonly Point[] = rows.map(([name, status, title, says]) => ({
  id: name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
  title,
  says,
  how: `one request, its status`,
  look: statusIs(name, status),
}));

/** The refusals that came with the status that they should have. */
function refusals(survey: Survey, status: number): Answer[] {
  return rows
    .filter(([, wanted]) => wanted === status)
    .flatMap(([name]) => survey[name])
    .filter((answer) => answer.status === status);
}

function bodyFault({ body }: Answer): string | undefined {
  if (body === undefined) return "no JSON";
  if (!isObject(body)) return "no object";
  if (typeof body["message"] !== "string") return "no `message` that is a string";
  // `issues` is what sibling endpoints are documented to add; anything else could be a name made of data.
  const more = Object.keys(body).filter((name) => name !== "message");
  const told = new Set(
    more.map((name) =>
      /^(?:issues|code|error|errors|status|statusCode|details)$/.test(name) ? name : "a field that is not shown",
    ),
  );
  return more.length === 0 ? undefined : `more than a message: ${[...told].join(", ")}`;
}

function onRefusals(status: number, look: (answers: Answer[]) => Verdict): Point["look"] {
  return (survey) => {
    const answers = refusals(survey, status);
    return answers.length === 0 ? cannotTell(`no answer had status ${status}`) : look(answers);
  };
}

const texts = [
  [400, "Invalid request data"],
  [401, "No API key provided."],
  [404, "Resource not found"],
] as const;

const bodyPoints: readonly Point[] = texts.flatMap(([status, text]): Point[] => [
  {
    id: `body-of-${status}`,
    title: `Body of a ${status}`,
    says: '`{"message": string}` and nothing else (spec, ErrorMessage)',
    how: `every refusal with status ${status}`,
    look: onRefusals(status, (answers) => {
      const faults = new Set(answers.map(bodyFault).filter((fault) => fault !== undefined));
      return faults.size === 0 ? asSpec(`${answers.length} answers`) : differs([...faults].join("; "));
    }),
  },
  {
    id: `text-of-${status}`,
    title: `Text of a ${status}`,
    says: `begins with “${text}” (spec, example)`,
    how: status === 401 ? "the request without a key" : `every refusal with status ${status}`,
    look: (survey) => {
      const answers =
        status === 401 ? [survey.noKey].filter((answer) => answer.status === 401) : refusals(survey, status);
      const said = answers.flatMap(({ body }) =>
        isObject(body) && typeof body["message"] === "string" ? [body["message"]] : [],
      );
      if (said.length === 0) return cannotTell("no message was seen");
      const others = said.filter((message) => !message.startsWith(text)).length;
      return others === 0
        ? asSpec(`${said.length} answers`)
        : differs(`another text in ${others} of ${said.length} answers`);
    },
  },
]);

export const refusalPoints: readonly Point[] = [...statusPoints, ...bodyPoints];
