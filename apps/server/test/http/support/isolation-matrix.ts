/**
 * Accounts × names of chatbots × parameters, each cell asked and held against docs/behaviour.md: an account gets the leads of
 * its own chatbots and nothing else, and cannot tell another's chatbot from one that never was.
 */
import type { Lead } from "@chatbase-kit/contract/operations";
import { hashKey, leadRecord, type Server, type Store } from "../../../src/index.ts";
import { type Answer, answerOf, withoutIdentity } from "./answer.ts";
import { getLeadsPath } from "./servers.ts";

const accounts = ["acc_1", "acc_2", "acc_3"] as const;
const keyOf = (account: string): string => `key-of-${account}`;

/** One whose leads are all deleted, and one that was added and taken back. */
const emptied = "emptied";
const takenBack = "taken-back";

/** Chatbots whose ids a database might take for one another: by case, by spaces at the end, by composed letters. */
const owners: Readonly<Record<string, (typeof accounts)[number]>> = {
  "Bot-a": "acc_1",
  "bot-A": "acc_2",
  "BOT-A": "acc_3",
  "shop ": "acc_1",
  shop: "acc_2",
  café: "acc_1",
  "cafe\u0301": "acc_3",
  "h7Qd_0sJv-2NfYt8KaXbE": "acc_2",
  [emptied]: "acc_1",
};

const leadsOfEach = 7;

function leadsOf(chatbotId: string): Lead[] {
  const accountId = owners[chatbotId] ?? "";
  return Array.from({ length: leadsOfEach }, (_, index) => ({
    id: `lead_${index}`,
    name: `${accountId} ${chatbotId} ${index}`,
    created_at: `2024-01-0${leadsOfEach - index}T12:00:00Z`,
    account_id: accountId,
    chatbot_id: chatbotId,
  }));
}

/** Fills a store that was never used with the accounts and chatbots of the matrix. */
export async function fillForMatrix(store: Store): Promise<void> {
  const transaction = await store.begin();
  for (const id of accounts) {
    await transaction.addAccount({ id, name: id });
    await transaction.addKey({ hash: hashKey(keyOf(id)), accountId: id });
  }
  for (const [id, accountId] of Object.entries(owners)) {
    await transaction.addChatbot({ id, accountId, name: id });
    await transaction.addLeads(id, leadsOf(id).map(leadRecord));
  }
  await transaction.deleteLeads(
    emptied,
    leadsOf(emptied).map(({ id }) => id),
  );
  await transaction.commit();
  const second = await store.begin();
  await second.addChatbot({ id: takenBack, accountId: "acc_1", name: takenBack });
  await second.addLeads(takenBack, leadsOf("Bot-a").map(leadRecord));
  await second.rollback();
}

/** Ways to write an id that are other ids, by name. */
const variants: Readonly<Record<string, (id: string) => string>> = {
  itself: (id) => id,
  "upper case": (id) => id.toUpperCase(),
  "lower case": (id) => id.toLowerCase(),
  "a space at its end": (id) => `${id} `,
  "a space before it": (id) => ` ${id}`,
  "without its last character": (id) => id.slice(0, -1),
  "composed the other way": (id) => (id === id.normalize("NFC") ? id.normalize("NFD") : id.normalize("NFC")),
  "a pattern": (id) => `${id.slice(0, -1)}%`,
  "NUL at its end": (id) => `${id}\0`,
  "NUL and more at its end": (id) => `${id}\0x`,
};

/** Parameters beside the chatbot, and what they leave of its leads; undefined for those that are refused. */
const queries: readonly { readonly query: string; readonly kept: ((index: number) => boolean) | undefined }[] = [
  { query: "", kept: () => true },
  { query: "&size=1000", kept: () => true },
  { query: "&size=2&page=2", kept: (index) => index === 2 || index === 3 },
  { query: "&page=999999999", kept: () => false },
  { query: "&startDate=2024-01-03&endDate=2024-01-05", kept: (index) => index >= 2 && index <= 4 },
  { query: "&startDate=2024-01-07", kept: (index) => index === 0 },
  { query: "&endDate=1970-01-01", kept: () => false },
  { query: "&foo=Bot-a", kept: () => true },
  { query: "&size=0", kept: undefined },
  { query: "&chatbotId=Bot-a", kept: undefined },
];

/** One cell: who asks, for what. */
interface Cell {
  readonly account: string;
  readonly id: string;
  /** What the cell is called where it fails. */
  readonly name: string;
  readonly query: (typeof queries)[number];
}

function allCells(): Cell[] {
  const ids = [...Object.keys(owners), takenBack, "never-was"];
  const written = ids.flatMap((id) =>
    Object.entries(variants).map(([variant, write]) => ({ id: write(id), name: `${JSON.stringify(id)}, ${variant}` })),
  );
  // Two ways of writing may give one id.
  const named = written.filter(({ id }, index) => written.findIndex((each) => each.id === id) === index);
  return accounts.flatMap((account) =>
    named.flatMap(({ id, name }) =>
      queries.map((query) => ({ account, id, name: `${account}: ${name}${query.query}`, query })),
    ),
  );
}

/** Every cell. */
export const cells: readonly Cell[] = allCells();

async function ask({ fetch }: Server, account: string, id: string, query: string): Promise<Answer> {
  const headers = { authorization: `Bearer ${keyOf(account)}` };
  return answerOf(
    await fetch(`http://any.example${getLeadsPath}?chatbotId=${encodeURIComponent(id)}${query}`, { headers }),
  );
}

/** The body that is promised to the owner; in a lead as it is stored, the names stand in an order of their own. */
function bodyOf(id: string, kept: ((index: number) => boolean) | undefined): string {
  const leads = id === emptied ? [] : leadsOf(id).filter((_, index) => kept?.(index));
  return `{"collectedCustomers":[${leads.map((each) => leadRecord(each).json).join(",")}]}`;
}

/** What is promised for a cell: the owner's leads, or what an account is told of a chatbot that never was. */
async function promised(
  server: Server,
  { account, id, query }: Cell,
): Promise<Partial<Answer> & Pick<Answer, "status">> {
  const isRefused = id.includes("\0") || query.kept === undefined;
  if (!isRefused && Object.hasOwn(owners, id) && owners[id] === account)
    return { status: 200, body: bodyOf(id, query.kept) };
  const nobodys = id.includes("\0") ? "nobody-has-this\0" : "nobody-has-this";
  const { headers, body } = withoutIdentity(await ask(server, account, nobodys, query.query));
  return { status: isRefused ? 400 : 404, headers, body };
}

/** What is wrong with a cell; undefined if nothing is. */
async function faultOf(server: Server, cell: Cell): Promise<string | undefined> {
  const answer = withoutIdentity(await ask(server, cell.account, cell.id, cell.query.query));
  const { status, ...rest } = await promised(server, cell);
  const differs = Object.entries(rest).some(
    ([part, value]) => JSON.stringify(answer[part as keyof typeof answer]) !== JSON.stringify(value),
  );
  if (answer.status !== status) return `${cell.name}: ${answer.status} for ${status}`;
  return differs ? `${cell.name}: another ${status} than was promised` : undefined;
}

/** Asks every cell of a server with a store that {@link fillForMatrix} has filled. @returns what is wrong, cell by cell. */
export async function faultsOfMatrix(server: Server): Promise<string[]> {
  const faults: string[] = [];
  for (const cell of cells) {
    const fault = await faultOf(server, cell);
    if (fault !== undefined) faults.push(fault);
  }
  return faults;
}
