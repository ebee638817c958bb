import type { Lead } from "@chatbase-kit/contract/operations";
import { randomFrom } from "../seeded-random.ts";
import { firstNames, lastNames } from "./names.ts";

const start = Date.UTC(2024, 0, 1);
/** 18 months: 2024-01-01 to 2025-06-30. */
const days = 547;
const millisecondsPerDay = 86_400_000;

function seedOf(text: string): number {
  let seed = 0;
  for (const character of text) seed = (Math.imul(seed, 31) + (character.codePointAt(0) ?? 0)) | 0;
  return seed;
}

/** The spec's own example, so that its request has its answer. */
const example: Omit<Lead, "account_id" | "chatbot_id"> = {
  id: "lead_123",
  name: "John Doe",
  email: "john@example.com",
  phone: "+1234567890",
  created_at: "2024-01-01T12:00:00Z",
};

/** The ASCII letters of a name: what an address may begin with everywhere. */
function lettersOf(name: string): string {
  return name
    .normalize("NFD")
    .replace(/[^A-Za-z]/g, "")
    .toLowerCase();
}

/** One invented person: names of the list, addresses under example.com (RFC 2606), phones that are never given out. */
function person(random: () => number, index: number): Omit<Lead, "account_id" | "chatbot_id"> {
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? "";
  const [first, last] = [pick(firstNames), pick(lastNames)];
  // Every tenth shares its instant with others: ties must be ordered too.
  const day = start + Math.floor(random() * days) * millisecondsPerDay;
  const instant = index % 10 === 0 ? day + millisecondsPerDay / 2 : day + Math.floor(random() * millisecondsPerDay);
  const mailbox = [first, last].map(lettersOf).filter(Boolean).join(".") || "lead";
  const phone = `+1-202-555-01${String(Math.floor(random() * 100)).padStart(2, "0")}`;
  const [hasName, hasEmail, hasPhone] = [random() < 0.85, random() < 0.9, random() < 0.6];
  return {
    id: `lead_${Math.floor(random() * 36 ** 8)
      .toString(36)
      .padStart(8, "0")}${index.toString(36).padStart(4, "0")}`,
    ...(hasName && { name: `${first} ${last}` }),
    ...(hasEmail && { email: `${mailbox}${index}@example.com` }),
    ...(hasPhone && { phone }),
    created_at: new Date(instant).toISOString(),
  };
}

/** The leads of a demo chatbot: the same on every machine, in no particular order. */
export function demoLeads(chatbot: { id: string; leads: number }, accountId: string): Lead[] {
  const random = randomFrom(seedOf(chatbot.id));
  return Array.from({ length: chatbot.leads }, (_, index) => ({
    ...(index === 0 && chatbot.id === "ckl123abc456" ? example : person(random, index)),
    chatbot_id: chatbot.id,
    account_id: accountId,
  }));
}
