/** What a client made of a fault: a verdict with the fault at every try, and one with it at the first try only. */
export interface Met {
  readonly title: string;
  readonly every: string;
  readonly first: string;
}

const intro = `# The same faults, four clients

Written by \`pnpm --filter @chatbase-kit/bench faults\`. Each client asks the same servers for the same page of five leads, with a timeout of
400 ms and two retries where it has such options (openapi-fetch has neither; openai keeps its own waits).

- **right**: the whole page where there is one, or else an error of the client's own that says that there is none.
- **wrong answer taken for right**: something was returned that is not the page, and no error.
- **hangs**: nothing happened for five seconds. **ends the process**: it did, by an error that nobody could catch.
- **untyped**: an error of the runtime, by its name. **gives up**: an error, although the answer was good or would have been at the next try.

Our faults are those that this client was built for, so its column is a regression test and not news. What counts as an error is
our contract: a lead without id or a 204 is one here, and a client that checks no answers cannot know; nor can one without a limit
refuse "a larger JSON than is read". The others follow redirects, by which a key may go astray: "a redirect to itself" leads to an empty
page. openapi-fetch has no class for errors: what it gives as \`error\` counts as right.
`;

/** The two tables and their sums. */
export function markdown(titles: readonly string[], columns: ReadonlyMap<string, readonly Met[]>): string {
  const table = (which: "every" | "first"): string => {
    const lists = [...columns.values()];
    const count = lists.map((list) => `${list.filter((met) => met[which] === "right").length} of ${titles.length}`);
    const rows = titles.map((title, row) => [title, ...lists.map((list) => list[row]?.[which] ?? "")]);
    return [["fault", ...columns.keys()], ["---", ...count.map(() => "---")], ["right", ...count], ...rows]
      .map((cells) => `| ${cells.join(" | ")} |`)
      .join("\n");
  };
  return `${intro}
## At every try

An error has to come, unless the fault does no harm.

${table("every")}

## At the first try only

What can be tried again has to give the page; what breaks the contract an error, or the page.

${table("first")}
`;
}
