import { PagingError } from "./errors/contract-errors.ts";
import { sentence } from "./errors/from-exchange.ts";
import { type ArrivedPage, operation } from "./get-leads.ts";
import { given } from "./given.ts";
import type { LoadedPage } from "./lead-page.ts";

/** Calls back in the next turn of the event loop, where the runtime has one to speak of. */
const { setImmediate } = globalThis as { setImmediate?: (callback: (value: unknown) => void) => unknown };

/**
 * Every page from one on, without the leads that were given before; pages with nothing new are left out.
 *
 * Stops at an empty page and nowhere else: a short page may be one that the server clamped. Repeats come up when leads are
 * inserted in front of what is being read; {@link given} knows them in the memory of a few pages.
 *
 * @param prefetch - whether to ask for the next page while this one is being used
 * @throws what `load` throws; ContractError; PagingError when two pages in a row bring nothing new, or when more leads came
 * in between two pages than are remembered
 */
export async function* walkPages(
  first: number,
  prefetch: boolean,
  load: (page: number) => Promise<ArrivedPage>,
): AsyncGenerator<LoadedPage, void, undefined> {
  const takeNew = given();
  let barren = 0;
  let ahead: Promise<ArrivedPage> | undefined;
  for (let number = first; ; number++) {
    const arrived = await (ahead ?? load(number));
    if (arrived.empty) return;
    // Before this one is looked at, which takes longer than anything else here: the server works meanwhile.
    if (prefetch) {
      ahead = load(number + 1);
      // When the loop is left nobody waits for it; its failure is then nobody's business.
      ahead.catch(() => undefined);
      // Node sends it in the next turn of its event loop, and a loop that never waits would keep that from coming.
      if (setImmediate) await new Promise(setImmediate);
    }
    const fresh = takeNew(arrived.check());
    if (fresh?.length) {
      barren = 0;
      yield arrived.open(fresh);
    } else if (!fresh || ++barren === 2) {
      const stuck = `cannot go on: page ${number} has nothing surely new. Ask for a larger size.`;
      throw new PagingError(sentence(operation, stuck), number, operation);
    }
  }
}
