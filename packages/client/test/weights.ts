/** `node test/weights.ts`: what each part of the client weighs, in bytes after minify and gzip. See decision 0020. */
import { readFileSync } from "node:fs";
import type { Plugin } from "esbuild";
import { bundleSize } from "./support/bundle-size.ts";

/** Module -> the least that the rest of the client works with in its place. */
type Stubs = Readonly<Record<string, string>>;

const parts: Readonly<Record<string, Stubs>> = {
  "validation of leads": {
    "client/src/conform.ts": "export const conform = (shape, lead) => lead;",
    "shapes.ts": "export const Lead = {};",
  },
  "since and its cursor": { "client/src/since.ts": "export const leadsSince = () => {};" },
  "walks and iteration": {
    "client/src/lead-walk.ts": "export const walkLeads = () => {};",
    "client/src/page-request.ts": "export const pageRequest = ({ load }) => load();",
  },
  "hooks (not their checks)": { "client/src/hooks.ts": "export const notify = () => {};" },
  "Date and Temporal": {
    "client/src/dates.ts": "export const utcDay = (name, day) => day; export const isDay = () => true;",
  },
  "checks of options": {
    "client/src/arguments.ts":
      "export const resolve = (what, given, checks, base) => ({ ...base, ...given }); export const expecting = () => {}; export const wholeNumber = () => {}; export const optional = () => {}; export const nineDigits = 0;",
    "client/src/resolve-options.ts": `
      const defaults = { timeout: 3e4, totalTimeout: 12e4, maxRetries: 3, hooks: {}, maxResponseBytes: 10485760, validate: true,
        retry: { baseDelay: 500, maxDelay: 8e3, maxRetryAfter: 6e4, budget: 5 },
        fetch: (url, init) => globalThis.fetch(url, init), baseUrl: "https://www.chatbase.co/api/v1" };
      export const resolveOptions = (options, base = defaults) => ({ ...base, ...options });
      export const resolveCall = (options, client, checks, base) => ({ ...client, headers: {}, ...base, ...options });
      export const checkKey = (name, key) => key;`,
    "client/src/list-leads-params.ts":
      "export const checkParams = (params) => ({ page: 1, ...params }); export const chatbotId = 0;",
  },
  "redaction of causes and texts": {
    "client/src/redact.ts": "export const safeText = (text) => text; export const safeCause = (cause) => cause;",
  },
  "retries (not their loop)": {
    "client/src/retry.ts": "export const decide = () => {}; export const retryAfterOf = () => {};",
  },
  "limit and cuts of bodies": { "client/src/body.ts": "export const readJson = (response) => response.json();" },
};

async function weigh(stubs: Stubs, code = 'export * from "./src/index.ts";'): Promise<number> {
  const stub: Plugin = {
    name: "stub",
    setup: (bundle) =>
      bundle.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const name = Object.keys(stubs).find((end) => path.endsWith(`/${end}`));
        return { contents: (name && stubs[name]) ?? readFileSync(path, "utf8"), loader: "ts" };
      }),
  };
  return await bundleSize(code, [stub]);
}

const whole = await weigh({});
const errors = await weigh({}, 'export * from "./src/errors/from-exchange.ts";');
const gone: Record<string, string> = {};
const lines: string[] = [];
for (const [name, stubs] of Object.entries(parts)) {
  Object.assign(gone, stubs);
  lines.push(`${String(whole - (await weigh(stubs))).padStart(5)}   ${await weigh(gone)}  ${name}`);
}
process.stdout.write(`${whole}  everything
${errors}  errors and their texts, alone

alone   rest, when this part and those above are gone
${lines.join("\n")}
`);
