/** From what people write to faults that are ready to act, refused with a clear message. */
import { rules } from "../config.ts";
import type { Effects } from "./fault.ts";
import { type FaultName, type FaultSettings, faultNames, faults } from "./registry.ts";

/** A fault that somebody asked for. */
export interface ChosenFault {
  readonly name: FaultName;
  /** As it was written behind `=`, without the share; empty for none. */
  readonly value: string;
  /** Share of the requests that get it, 0 to 1. */
  readonly share: number;
  readonly effects: Effects;
}

const setting = /^([^@]*)(?:@([0-9]*\.?[0-9]+))?$/;
const entry = /^([^=@]+)(=[^@]*)?(@.*)?$/;

function knownName(name: string): FaultName {
  const known = faultNames.find((each) => each === name);
  if (known === undefined) throw new TypeError(`There is no fault ${name}. The faults are ${faultNames.join(", ")}.`);
  return known;
}

function choose(name: FaultName, text: string): ChosenFault {
  const fault = faults[name];
  const [, value = "", at] = setting.exec(text) ?? [];
  const share = Number(at ?? 1);
  if (!setting.test(text) || share > 1) {
    const own = fault.example === "" ? name : `${name}=${fault.example}`;
    throw new TypeError(`The share of ${name} must be a number from 0 to 1, such as ${own}@0.1; a comma ends a fault.`);
  }
  if (at !== undefined && fault.standing === true)
    throw new TypeError(`${name} is for every request; leave out the share.`);
  const effects = fault.read(value);
  if (effects === undefined) throw new TypeError(`The value of ${name} must be ${fault.takes}.`);
  return { name, value, share, effects };
}

/**
 * Reads faults.
 *
 * @returns in the order in which they act.
 * @throws {TypeError} that names the fault and what its value must be.
 */
export function chooseFaults(settings: FaultSettings): readonly ChosenFault[] {
  // From JavaScript: the form of the flags, whose letters would be taken for names.
  if (!rules.faults.accepts(settings)) throw new TypeError(`Faults must be ${rules.faults.words}.`);
  const given: readonly (readonly [string, unknown])[] = Object.entries(settings);
  const texts = new Map(
    given
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [knownName(name), value === true ? "" : String(value)]),
  );
  return faultNames.filter((name) => texts.has(name)).map((name) => choose(name, texts.get(name) ?? ""));
}

/**
 * Reads the form of flags and of the environment: `code=503@0.1, delay=100-800, reset@0.01`.
 *
 * @throws {TypeError} as {@link chooseFaults}, and for a fault that is given twice.
 */
export function readFaultList(list: string, before: FaultSettings = {}): FaultSettings {
  const settings: Record<string, string | true> = { ...(before as Record<string, string>) };
  for (const text of list.split(",").map((each) => each.trim())) {
    if (text === "") continue;
    const [, name = text, value = "", share = ""] = entry.exec(text) ?? [];
    if (Object.hasOwn(settings, name)) throw new TypeError(`${name} is given twice; give it once.`);
    settings[name] = `${value.slice(1)}${share}` || true;
  }
  const read = settings as FaultSettings;
  chooseFaults(read);
  return read;
}

/** The form that {@link readFaultList} reads. */
export function describeFault({ name, value, share }: ChosenFault): string {
  return `${name}${value && `=${value}`}${share === 1 ? "" : `@${share}`}`;
}
