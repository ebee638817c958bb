/** Reads from the plan that Postgres makes of a statement whether one node of a cluster could answer it alone. */
import type { Client } from "pg";

/** The tables that are spread, each with the column that says where a row lives. */
const spread: Readonly<Record<string, string>> = {
  chatbots: "id",
  leads: "chatbot_id",
  lead_sections: "chatbot_id",
  lead_blocks: "chatbot_id",
};

/** Reference tables: small, whole on every node, read by their own keys before the chatbot is known. */
const onEveryNode = ["accounts", "api_keys"];

interface Plan {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly Operation?: string;
  readonly Output?: readonly string[];
  readonly "Index Cond"?: string;
  readonly "Recheck Cond"?: string;
  readonly Filter?: string;
  readonly Plans?: readonly Plan[];
}

/** Conditions that every row meets: those of an index are joined by AND; others are taken if no OR is in them. */
function conditionsOf(plan: Plan): string[] {
  const { Filter = "" } = plan;
  return [plan["Index Cond"] ?? "", plan["Recheck Cond"] ?? "", / OR | NOT /.test(Filter) ? "" : Filter];
}

function faultOf(plan: Plan): string | undefined {
  const table = plan["Relation Name"];
  if (table === undefined || onEveryNode.includes(table)) return undefined;
  const column = spread[table];
  if (column === undefined) return `${table} is neither spread nor on every node`;
  if (plan.Operation === "Insert") {
    // The first column of a row is the chatbot, in every table.
    return plan.Plans?.[0]?.Output?.[0] === "$1" ? undefined : `rows of ${table} are not of chatbot $1`;
  }
  // A change happens to the rows that the plans below it find.
  if (plan["Node Type"] === "ModifyTable") return undefined;
  // The second form is how a plan writes a parameter that is compared by bytes.
  const named = new RegExp(String.raw`\((?:\w+\.)?${column} = (?:\$1|\(\$1\)::text)\)`);
  return conditionsOf(plan).some((condition) => named.test(condition)) ? undefined : `${table} is read without $1`;
}

function faultsIn(plan: Plan): string[] {
  const below = (plan.Plans ?? []).flatMap(faultsIn);
  const fault = faultOf(plan);
  return fault === undefined ? below : [fault, ...below];
}

/** @returns for which tables a statement does not name the chatbot, in words; none if one node can answer it. */
export async function straysOf(client: Client, statement: string): Promise<string[]> {
  // The plan for any values, with `$1` in it as it is in the statement.
  await client.query("SET plan_cache_mode = force_generic_plan");
  await client.query(`PREPARE planned AS ${statement}`);
  const parameters = Math.max(0, ...[...statement.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number)));
  const values = parameters === 0 ? "" : `(${Array(parameters).fill("NULL").join(", ")})`;
  const { rows } = await client.query<{ "QUERY PLAN": [{ Plan: Plan }] }>(
    `EXPLAIN (VERBOSE, FORMAT JSON) EXECUTE planned ${values}`,
  );
  await client.query("DEALLOCATE planned");
  const [first] = rows;
  if (!first) throw new Error("there is no plan");
  return faultsIn(first["QUERY PLAN"][0].Plan);
}
