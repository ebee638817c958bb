import { Agent, get } from "node:http";
import { demo } from "../../../src/demo/demo.ts";

/** What an honest client has seen. */
export interface Experience {
  /** How long each answer took, in milliseconds. */
  readonly times: number[];
  /** Everything that was not a 200: statuses and error codes. */
  readonly errors: (number | string)[];
}

function ask(url: string, agent: Agent): Promise<number | string> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException): void => resolve(error.code ?? error.message);
    get(url, { agent, headers: { authorization: `Bearer ${demo.apiKey}` } }, (answer) => {
      answer.resume().on("error", failed);
      answer.on("end", () => resolve(answer.complete ? (answer.statusCode ?? 0) : "cut short"));
    }).on("error", failed);
  });
}

/** Asks for one page after the other, on a connection that it keeps, until it is told to stop. */
export function honestClient(origin: string): { stop(): Promise<Experience> } {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const experience: Experience = { times: [], errors: [] };
  const told = { stop: false };
  const run = async (): Promise<void> => {
    while (!told.stop) {
      const begin = performance.now();
      const outcome = await ask(`${origin}/api/v1/get-leads?chatbotId=${demo.chatbotId}&size=10`, agent);
      experience.times.push(performance.now() - begin);
      if (outcome !== 200) experience.errors.push(outcome);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    agent.destroy();
  };
  const done = run();
  return {
    async stop() {
      told.stop = true;
      await done;
      return experience;
    },
  };
}
