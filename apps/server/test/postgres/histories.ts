/** What happened to a few chatbots, and what is asked about them: generated, for the suite that compares stores. */
import type { Lead } from "@chatbase-kit/contract/operations";
import * as fc from "fast-check";

/** Leads that arrive together, in one transaction, and what is asked then. */
export interface Step {
  /** Index of the chatbot. */
  readonly chatbot: number;
  readonly leads: readonly Lead[];
  /** Ids of leads that go then. */
  readonly gone: readonly string[];
  /** Whether the transaction ends in a commit. */
  readonly committed: boolean;
  readonly questions: readonly Question[];
}

/** A request: who asks about which chatbot, by index (one more than there are is nobody's), and the other parameters. */
export interface Question {
  readonly asker: "owner" | "other account" | "stranger";
  readonly chatbot: number;
  readonly query: Readonly<Record<string, string>>;
}

export const chatbotNames = ["Größe 東京 🙂", "e\u0301 ", "\u{10ffff}'\"\\%_"];

/**
 * Few instants, so that leads tie, on few days, so that ranges cut between them: the ends of a day, the days before 1970, the
 * first and the last that can be written, microseconds that a double of seconds would lose.
 */
const instants = [
  "0001-01-01T00:00:00Z",
  "1969-12-31T23:59:59.999999Z",
  "1970-01-01T00:00:00Z",
  "2024-02-28T23:59:59.999999Z",
  "2024-02-29T00:00:00Z",
  "2024-02-29T00:00:00.000001Z",
  "2024-02-29T12:00:00+14:00",
  "2024-02-29T23:59:59.999998-12:00",
  "2024-03-01T08:00:00Z",
  "2255-06-05T23:47:34.740993Z",
  "9999-12-31T23:59:59.999999Z",
];
const days = [
  "0001-01-01",
  "1969-12-31",
  "1970-01-01",
  "2024-02-28",
  "2024-02-29",
  "2024-03-01",
  "2255-06-05",
  "9999-12-31",
];

/** Units whose order by bytes is another than by UTF-16 or in a dictionary, and those that databases stumble over. */
const units = [
  "a",
  "B",
  "b",
  "Z",
  "ä",
  "a\u0308",
  "ß",
  "_",
  "-",
  " ",
  "\u0000",
  "\u0001",
  "\u0002",
  "\uff5e",
  "\u{1f642}",
  "\ud800",
];
const id = fc.string({ unit: fc.constantFrom(...units), minLength: 1, maxLength: 3 });

const lead: fc.Arbitrary<Lead> = fc
  .record({
    id,
    created_at: fc.constantFrom(...instants),
    name: fc.option(fc.string({ unit: "binary", maxLength: 4 })),
  })
  .map(({ name, ...rest }) => (name === null ? rest : { ...rest, name }));

const farOrTooLarge = fc.constantFrom(1_000, 1_001, 999_999_999);
const page = fc.oneof({ weight: 20, arbitrary: fc.integer({ min: 1, max: 5 }) }, farOrTooLarge).map(String);
const size = fc.oneof({ weight: 20, arbitrary: fc.integer({ min: 1, max: 12 }) }, farOrTooLarge).map(String);
const range = fc
  .tuple(fc.constantFrom(...days), fc.constantFrom(...days), fc.nat(15))
  .map(([one, other, drawn]): [string, string] => (one < other === drawn > 0 ? [one, other] : [other, one]))
  .chain(([startDate, endDate]) =>
    fc.constantFrom<Record<string, string>[]>({ startDate, endDate }, { startDate }, { endDate }, {}),
  );

const question: fc.Arbitrary<Question> = fc.record({
  asker: fc.oneof(
    { weight: 18, arbitrary: fc.constant("owner" as const) },
    fc.constantFrom("other account" as const, "stranger" as const),
  ),
  chatbot: fc.oneof({ weight: 12, arbitrary: fc.nat(chatbotNames.length - 1) }, fc.constant(chatbotNames.length)),
  query: fc.tuple(fc.record({ page, size }, { requiredKeys: [] }), range).map(([a, b]) => ({ ...a, ...b })),
});

/** @param steps how many there are, @param questions how many are asked after each. */
export function histories(steps: number, questions: number): fc.Arbitrary<Step[]> {
  const step = fc.record({
    chatbot: fc.nat(chatbotNames.length - 1),
    leads: fc.array(lead, { maxLength: 30 }),
    gone: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(id, { maxLength: 40 })),
    committed: fc.nat(5).map((drawn) => drawn > 0),
    questions: fc.array(question, { minLength: questions, maxLength: questions }),
  });
  return fc.array(step, { minLength: steps, maxLength: steps });
}
