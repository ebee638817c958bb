/** What one contender measured in one round, by the key of the metric. */
export type Sample = Readonly<Record<string, number>>;

/** One of the things that are compared. */
export interface Contender {
  readonly name: string;
  /** How it was set up, for the reader of the results. */
  readonly setting: string;
  /** Measures once. */
  readonly measure: () => Promise<Sample>;
}

/** A contender with what it measured, one sample a round. */
export interface Measured {
  readonly name: string;
  readonly setting: string;
  readonly samples: readonly Sample[];
}

/**
 * Measures all contenders in turns: one round is one sample of each. A slow minute of the machine then falls on all of them.
 * Every other round goes backwards, so that nobody always comes after the same neighbour.
 */
export async function interleave(
  contenders: readonly Contender[],
  rounds: number,
  say: (line: string) => void,
): Promise<Measured[]> {
  const samples = new Map(contenders.map((contender) => [contender, [] as Sample[]]));
  for (let round = 1; round <= rounds; round++) {
    for (const contender of round % 2 === 1 ? contenders : contenders.toReversed()) {
      say(`round ${round} of ${rounds}: ${contender.name}`);
      samples.get(contender)?.push(await contender.measure());
    }
  }
  return contenders.map((contender) => {
    const { name, setting } = contender;
    return { name, setting, samples: samples.get(contender) ?? [] };
  });
}
