import { Agent, get } from "node:http";

/** What a client saw while the server it asked was stopped. */
export interface Experience {
  /** Statuses, or the codes of the errors that took an answer away; a refused connection is none. */
  readonly outcomes: (number | string)[];
  /** What the last answer said of its connection. */
  lastConnection: string | undefined;
}

/** How a client asks. */
export interface Way {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Whether it keeps its connection from one request to the next. */
  readonly keepAlive: boolean;
}

/** Asks once; @returns the outcome. */
function ask({ url, headers }: Way, agent: Agent, experience: Experience): Promise<number | string> {
  return new Promise((resolve) => {
    const lost = (error: NodeJS.ErrnoException): void => resolve(error.code ?? "lost");
    get(url, { headers, agent }, (answer) => {
      experience.lastConnection = answer.headers.connection;
      answer.resume().on("error", lost);
      answer.on("end", () => resolve(answer.complete ? (answer.statusCode ?? 0) : "cut short"));
    }).on("error", lost);
  });
}

/** Asks one request after the other until nobody listens, or `enough` says so. */
export async function askOn(way: Way, enough: () => boolean = () => false): Promise<Experience> {
  const agent = new Agent({ keepAlive: way.keepAlive, maxSockets: 1 });
  const experience: Experience = { outcomes: [], lastConnection: undefined };
  while (!enough()) {
    const outcome = await ask(way, agent, experience);
    if (outcome === "ECONNREFUSED") break;
    experience.outcomes.push(outcome);
  }
  agent.destroy();
  return experience;
}
