/**
 * Every statement that a request runs. Each is prepared once a connection, under its name.
 *
 * Each names the chatbot in `$1` for every table that is spread by it, so that one node answers it alone; a test holds them to
 * that by the plans that Postgres makes of them. `api_keys` is small, the same on every node, and read by its own key: it says
 * who asks.
 */

/** A statement that each connection prepares once. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** Who has the key with the hash `$1`, unless it has been revoked or expires by `$2`? */
export const findAccount: Statement = {
  name: "find_account",
  text: `SELECT account_id FROM api_keys
    WHERE hash = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)`,
};

export const findChatbot: Statement = {
  name: "find_chatbot",
  text: "SELECT id, account_id, name FROM chatbots WHERE id = $1",
};

/**
 * The leads from `$3` on and before `$4`, as one JSON array: `$5` of them, after skipping `$6` and as many as stand between
 * `$7` and `$8`; and the version of the chatbot, which the place was found by. No row if the chatbot `$1` is not the account
 * `$2`'s. One statement sees one state.
 *
 * What is skipped is skipped in the index: the first lead is found before any is read.
 */
export const readPage: Statement = {
  name: "read_page",
  text: `SELECT version, (
      SELECT '[' || string_agg(json, ',' ORDER BY key) || ']' FROM (
        SELECT key, json FROM leads WHERE chatbot_id = $1 AND key < $4 AND key >= (
          SELECT key FROM leads WHERE chatbot_id = $1 AND key < $4 AND key >= $3 ORDER BY key LIMIT 1
          OFFSET $6 + (SELECT count(*) FROM leads WHERE chatbot_id = $1 AND key >= $7 AND key < $8)
        ) ORDER BY key LIMIT $5
      ) AS page
    ) FROM chatbots WHERE id = $1 AND account_id = $2`,
};

/** The sections of a chatbot in order, each with the version of the chatbot. */
export const readSections: Statement = {
  name: "read_sections",
  text: `SELECT chatbots.version, first, leads, lead_sections.version FROM chatbots, lead_sections
    WHERE id = $1 AND account_id = $2 AND chatbot_id = $1 ORDER BY first`,
};

/** The blocks from `$2` on and before `$3` in order, each with the version of the chatbot. */
export const readBlocks: Statement = {
  name: "read_blocks",
  text: `SELECT version, first, leads FROM chatbots, lead_blocks
    WHERE id = $1 AND chatbot_id = $1 AND first >= $2 AND first < $3 ORDER BY first`,
};

/** Does the database answer? */
export const ping: Statement = { name: "ping", text: "SELECT 1" };
