import { Agent, get } from "node:http";

/** What became of one request: its status, or the code of the error that took the answer away. */
export type Outcome = number | string;

function once(url: string, headers: Record<string, string>, agent: Agent): Promise<Outcome> {
  return new Promise((resolve) => {
    const lost = (error: NodeJS.ErrnoException): void => resolve(error.code ?? "lost");
    get(url, { headers, agent }, (answer) => {
      answer.resume().on("error", lost);
      answer.on("end", () => resolve(answer.complete ? (answer.statusCode ?? 0) : "cut short"));
    }).on("error", lost);
  });
}

/** Asks again and again on one connection that it keeps, until nobody listens; gives what became of each request. */
export async function askUntilRefused(url: string, headers: Record<string, string>): Promise<Outcome[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const outcomes: Outcome[] = [];
  for (;;) {
    const outcome = await once(url, headers, agent);
    if (outcome === "ECONNREFUSED") break;
    outcomes.push(outcome);
  }
  agent.destroy();
  return outcomes;
}
