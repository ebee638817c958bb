import type { Answer } from "../ask.ts";
import { dayOf, type RawLead, sameness } from "../leads.ts";
import type { Days, Survey } from "../survey.ts";
import { asSpec, cannotTell, differs, type Point, type Verdict } from "../verdict.ts";

/** What of the sample lies on a day and is missing from an answer, beside how many there are. */
function missingOf(day: string, sample: readonly RawLead[], answer: Answer): [missing: number, all: number] {
  const sent = new Set(answer.leads.map(sameness));
  const wanted = sample.filter((lead) => dayOf(lead) === day);
  return [wanted.filter((lead) => !sent.has(sameness(lead))).length, wanted.length];
}

/** Looks at the answer for two days in the middle, in which all their leads fit on the page. */
function onRange(look: (range: Answer, days: Days, survey: Survey) => Verdict): Point["look"] {
  return (survey) => {
    const { range, days } = survey;
    if (!range || !days) return cannotTell("too few days with leads; four are needed");
    return range.status === 200 ? look(range, days, survey) : differs(`${range.status} for two days that exist`);
  };
}

function edge(name: "first" | "last"): Point["look"] {
  return onRange((range, days, { sample }) => {
    if (range.leads.length === 0) return differs("no lead of either day");
    const [missing, all] = missingOf(days[name], sample, range);
    if (missing === 0) return asSpec(`all ${all} leads of the ${name} day`);
    const words = missing === all ? "exclusive" : "not a whole UTC day";
    return differs(`${words}: ${missing} of ${all} leads of the ${name} day are missing`);
  });
}

const outside = (answer: Answer | undefined, isOutside: (day: string) => boolean): number =>
  answer?.leads.map(dayOf).filter((day) => day !== undefined && isOutside(day)).length ?? 0;

export const datePoints: readonly Point[] = [
  {
    id: "start-date",
    title: "`startDate` is inclusive",
    says: "first day to include, a whole UTC day (spec, startDate)",
    how: "two neighbouring days with leads",
    look: edge("first"),
  },
  {
    id: "end-date",
    title: "`endDate` is inclusive",
    says: "last day to include, a whole UTC day (spec, endDate)",
    how: "two neighbouring days with leads",
    look: edge("last"),
  },
  {
    id: "date-filter",
    title: "Nothing outside the dates",
    says: "leads of the days asked for only (spec, startDate and endDate)",
    how: "from a day on, up to a day, and both",
    look: onRange((range, { first, last }, { fromDay, toDay }) => {
      const counts = {
        both: outside(range, (day) => day < first || day > last),
        "startDate alone": outside(fromDay, (day) => day < first),
        "endDate alone": outside(toDay, (day) => day > last),
      };
      const wrong = Object.entries(counts).filter(([, count]) => count > 0);
      if (wrong.length > 0) return differs(wrong.map(([name, count]) => `${name}: ${count} leads outside`).join("; "));
      const bad = [fromDay, toDay].find((answer) => answer && answer.status !== 200);
      return bad ? differs(`one date alone: ${bad.status} instead of 200`) : asSpec("none outside");
    }),
  },
  {
    id: "days-without-leads",
    title: "Days before the first lead",
    says: "200 and an empty list (docs/behaviour.md)",
    how: "1970-01-01 to 1970-01-01",
    look: ({ epoch, bare }) => {
      if (epoch.status !== 200) return differs(`${epoch.status} instead of 200`);
      if (bare.leads.length === 0) return cannotTell("no lead was seen that could be left out");
      return epoch.leads.length === 0 ? asSpec("200, empty") : differs(`${epoch.leads.length} leads`);
    },
  },
];
