/** Proofs that take more than one question and one look. */
import type { Lead } from "@chatbase-kit/contract/operations";
import { demo } from "@chatbase-kit/server";
import type { Ask } from "./ask.ts";

const dayOf = ({ created_at: createdAt }: Lead): string => new Date(createdAt).toISOString().slice(0, 10);

async function everyLead(ask: Ask): Promise<Lead[]> {
  const pages = await Promise.all(["1", "2", "3"].map((page) => ask({ page, size: "1000" })));
  return pages.flatMap(({ leads }) => leads);
}

/** Newest first, ties by id; the demo data has ties. */
export async function keepsOrder(ask: Ask): Promise<boolean> {
  const leads = await everyLead(ask);
  const inOrder = (one: Lead, other: Lead): boolean => {
    const [a, b] = [Date.parse(one.created_at), Date.parse(other.created_at)];
    return a > b || (a === b && one.id < other.id);
  };
  return leads.length === 3_000 && leads.every((lead, index) => index === 0 || inOrder(leads[index - 1] ?? lead, lead));
}

/** After the last page with leads on it there are empty ones. */
export async function endsEmpty(ask: Ask): Promise<boolean> {
  const [last, beyond] = [await ask({ page: "3", size: "1000" }), await ask({ page: "4", size: "1000" })];
  return last.leads.length > 0 && beyond.status === 200 && beyond.leads.length === 0;
}

/** Some leads have the field and some lack it. */
export async function fieldsMayBeMissing(ask: Ask): Promise<boolean> {
  const leads = await everyLead(ask);
  return (["name", "email", "phone"] as const).every(
    (field) => leads.some((lead) => field in lead) && leads.some((lead) => !(field in lead)),
  );
}

/** No two leads of a chatbot have one id. */
export async function idsAreUnique(ask: Ask): Promise<boolean> {
  const leads = await everyLead(ask);
  return leads.length === 3_000 && new Set(leads.map(({ id }) => id)).size === leads.length;
}

/** Nothing without a key, nothing with one that is sent otherwise. */
export async function needsKey(ask: Ask): Promise<boolean> {
  const { status: without } = await ask({}, null);
  const { status: otherwise } = await ask({}, `Basic ${demo.apiKey}`);
  const { status } = await ask();
  return without === 401 && otherwise === 401 && status === 200;
}

/** From a day on: all of that day, and nothing of the day before. */
export async function wholeDays(ask: Ask): Promise<boolean> {
  const { leads } = await ask({ startDate: "2025-06-29", size: "1000" });
  const wanted = (await everyLead(ask)).filter((lead) => dayOf(lead) >= "2025-06-29");
  return wanted.some((lead) => dayOf(lead) === "2025-06-29") && leads.length === wanted.length;
}

/** Up to a day: all of that day, and nothing of the day after. */
export async function lastDayCounts(ask: Ask): Promise<boolean> {
  const { leads } = await ask({ endDate: "2024-02-29", size: "1000" });
  const wanted = (await everyLead(ask)).filter((lead) => dayOf(lead) <= "2024-02-29");
  return wanted.some((lead) => dayOf(lead) === "2024-02-29") && leads.length === wanted.length;
}
