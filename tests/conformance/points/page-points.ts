import type { Answer } from "../ask.ts";
import { instantOf, type RawLead, sameLeads, sameness } from "../leads.ts";
import type { Survey } from "../survey.ts";
import { asSpec, cannotTell, differs, type Point, type Verdict } from "../verdict.ts";

/** Pages can only be compared when nothing came or went between them. */
function onPages(look: (survey: Survey) => Verdict): Point["look"] {
  return (survey) => {
    if (survey.bare.envelope === "none") return cannotTell("there is no list of leads");
    if (!survey.stable) return cannotTell("the leads changed during the pass; run it again");
    return look(survey);
  };
}

/** Whether the page called 0 is the one that comes without a page, and page 1 is another. */
function countsFromZero({ bare, pageZero, pageOne }: Survey): boolean {
  const start = bare.leads.slice(0, 5);
  return sameLeads(pageZero.leads, start) && !sameLeads(pageOne.leads, start);
}

function startsAtOne({ bare, pageOne }: Survey): boolean {
  return pageOne.status === 200 && sameLeads(pageOne.leads, bare.leads.slice(0, pageOne.leads.length || 1));
}

const obeysSize = ({ three }: Survey): boolean => three.leads.length <= 3;

/** Pairs of neighbours that the test finds out of order. */
function wrongPairs(leads: readonly RawLead[], isWrong: (one: RawLead, next: RawLead) => boolean): number {
  return leads.slice(1).filter((next, index) => isWrong(leads[index] ?? {}, next)).length;
}

const before = (one: RawLead, next: RawLead): boolean => (instantOf(one) ?? 0) < (instantOf(next) ?? 0);

/** Equal as text: a server may know more digits of a second than JavaScript. */
const tied = (one: RawLead, next: RawLead): boolean => one["created_at"] === next["created_at"];

const hasOrder = (leads: readonly RawLead[]): boolean =>
  leads.every((lead) => instantOf(lead) !== undefined) && new Set(leads.map(instantOf)).size > 1;

const maximum = (size: number): string => `--max-page-size ${size}`;

function lookAbove({ status, leads }: Answer): Verdict {
  if (status === 400) return asSpec("1000 is accepted, 1001 refused");
  if (status !== 200) return differs(`size 1001: ${status} instead of 400`);
  return leads.length === 1000
    ? differs("size 1001 is accepted, and cut to 1000 leads")
    : differs("size 1001 is accepted", maximum(9999));
}

function lookAtMaximum(survey: Survey): Verdict {
  const { sizes, overMaximum, sample, behindSample } = survey;
  const { size: largest = 0, answer } = sizes.at(-1) ?? {};
  if (!obeysSize(survey)) return cannotTell("`size` is not obeyed");
  if (answer?.status !== 200) return differs("every size from 1000 down to 10 is refused");
  if (behindSample && behindSample.leads.length > 0) {
    const cut = `size ${largest} is cut to ${sample.length} leads in silence`;
    return differs(cut, `--faults clamp=${sample.length}`);
  }
  const refused = sizes.at(-2);
  if (refused) {
    const { size, answer: refusal } = refused;
    return differs(`size ${largest} is accepted, ${size} refused with ${refusal.status}`, maximum(largest));
  }
  return lookAbove(overMaximum);
}

export const pagePoints: readonly Point[] = [
  {
    id: "page-base",
    title: "Number of the first page",
    says: "pages are counted from 1 (spec, page)",
    how: "pages 0 and 1 of five leads, beside the page without a number",
    look: onPages((survey) => {
      if (survey.bare.leads.length <= 5) return cannotTell("five leads or fewer: no second page to tell it from");
      if (countsFromZero(survey)) return differs("pages are counted from 0");
      return startsAtOne(survey) ? asSpec("1") : differs("page 1 is not what comes without a page");
    }),
  },
  {
    id: "pages-join",
    title: "Pages follow each other",
    says: "page 2 begins where page 1 ends (docs/behaviour.md)",
    how: "two pages of five beside the first ten leads",
    look: onPages((survey) => {
      const { bare, pageOne, pageTwo } = survey;
      if (bare.leads.length !== 10 || !startsAtOne(survey)) return cannotTell("too few leads, or another first page");
      if (pageOne.leads.length !== 5) return cannotTell("`size` is not obeyed");
      return sameLeads([...pageOne.leads, ...pageTwo.leads], bare.leads)
        ? asSpec("5 + 5 = 10 leads")
        : differs("pages repeat or lose leads");
    }),
  },
  {
    id: "beyond-the-end",
    title: "A page beyond the end",
    says: "200 and an empty list (docs/behaviour.md)",
    how: "page 99999999",
    look: ({ beyond, bare }) => {
      if (bare.envelope === "none") return cannotTell("there is no list of leads");
      if (beyond.status !== 200) return differs(`${beyond.status} instead of 200`);
      if (beyond.leads.length > 0) return differs(`${beyond.leads.length} leads instead of none`);
      return beyond.envelope === "none" ? differs("no list") : asSpec("200, empty");
    },
  },
  {
    id: "default-size",
    title: "Size without `size`",
    says: "ten leads (spec, size)",
    how: "the plainest request",
    look: ({ bare, sample }) => {
      const { length } = bare.leads;
      if (length === 10 && sample.length > 10) return asSpec("10");
      return length > 10 || sample.length > length
        ? differs(`${length} leads`)
        : cannotTell("no more leads than one page holds");
    },
  },
  {
    id: "size",
    title: "`size` is obeyed",
    says: "the number of leads on a page (spec, size)",
    how: "size 3",
    look: ({ three, bare }) => {
      if (three.leads.length > 3) return differs("more than 3 leads for size 3");
      if (bare.leads.length < 4) return cannotTell("fewer than four leads");
      return three.leads.length === 3 ? asSpec("3") : differs(`${three.leads.length} leads for size 3`);
    },
  },
  {
    id: "size-maximum",
    title: "Largest `size`",
    says: "1000; above it 400, never a silent cut (docs/behaviour.md)",
    how: "sizes 1001, 1000 and, if refused, 500 to 10; the page behind a short one",
    look: lookAtMaximum,
  },
  {
    id: "order",
    title: "Order",
    says: "newest first (spec, getLeads)",
    how: "the largest page",
    look: ({ sample }) => {
      if (!hasOrder(sample)) return cannotTell("no two leads with different instants that can be read");
      const wrong = wrongPairs(sample, before);
      if (wrong === 0) return asSpec("newest first");
      const ascending = wrongPairs(sample, (one, next) => before(next, one)) === 0;
      return differs(ascending ? "oldest first" : `${wrong} of ${sample.length - 1} neighbours are not newest first`);
    },
  },
  {
    id: "order-of-ties",
    title: "Order of leads of one instant",
    says: "by id (spec, getLeads)",
    how: "the largest page",
    look: ({ sample }) => {
      const pairs = wrongPairs(sample, tied);
      if (pairs === 0 || sample.some(({ id, created_at: at }) => typeof id !== "string" || typeof at !== "string"))
        return cannotTell("no two leads of one instant with an id");
      const wrong = wrongPairs(sample, (one, next) => tied(one, next) && String(one["id"]) > String(next["id"]));
      return wrong === 0 ? asSpec(`${pairs} ties`) : differs(`${wrong} of ${pairs} ties are not by id`);
    },
  },
  {
    id: "no-repeats",
    title: "No lead twice on a page",
    says: "one total order, each lead once (docs/behaviour.md)",
    how: "the largest page",
    look: ({ sample }) => {
      if (sample.length < 2) return cannotTell("fewer than two leads");
      const repeats = sample.length - new Set(sample.map(sameness)).size;
      return repeats === 0 ? asSpec("none") : differs(`${repeats} leads come twice`);
    },
  },
];
