/**
 * A value of the spec together with where it stands. Everything that reads the spec reads it through a Place, so that
 * whatever is refused is refused with its JSON pointer (RFC 6901) and with what to do about it.
 */

/** The spec says something that the generator does not understand, or must not accept. */
export class SpecError extends Error {
  override readonly name = "SpecError";
  /** JSON pointer of the offending place, as a URI fragment: `#/paths/~1get-leads/get`. */
  readonly pointer: string;

  constructor(pointer: string, problem: string, remedy: string) {
    super(`${pointer}: ${problem}. ${remedy}.`);
    this.pointer = pointer;
  }
}

const escape = (key: string) => key.replaceAll("~", "~0").replaceAll("/", "~1");
const unescape = (token: string) => token.replaceAll("~1", "/").replaceAll("~0", "~");

export class Place {
  readonly value: unknown;
  readonly pointer: string;
  readonly #root: unknown;

  private constructor(root: unknown, value: unknown, pointer: string) {
    this.#root = root;
    this.value = value;
    this.pointer = pointer;
  }

  /** The whole document. */
  static of(document: unknown): Place {
    return new Place(document, document, "#");
  }

  /** The last step of the pointer, unescaped: `/get-leads` for `#/paths/~1get-leads`. */
  get key(): string {
    return unescape(this.pointer.slice(this.pointer.lastIndexOf("/") + 1));
  }

  refuse(problem: string, remedy: string): never {
    throw new SpecError(this.pointer, problem, remedy);
  }

  has(key: string): boolean {
    return Object.hasOwn(this.object(), key);
  }

  /** The child, whether it is there or not; reading a missing one as something is refused. */
  at(key: string): Place {
    return this.#child(this.object(), key);
  }

  /** The child, or undefined when the key is absent. */
  maybe(key: string): Place | undefined {
    return this.has(key) ? this.at(key) : undefined;
  }

  entries(): [key: string, place: Place][] {
    return Object.keys(this.object()).map((key) => [key, this.at(key)]);
  }

  items(): Place[] {
    const { value } = this;
    if (!Array.isArray(value)) return this.refuse("expected a list", "Correct the spec");
    return value.map((_, index) => this.#child(value, String(index)));
  }

  object(): Record<string, unknown> {
    const { value } = this;
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
    return this.refuse("expected an object", "Correct the spec");
  }

  string(): string {
    return typeof this.value === "string" ? this.value : this.refuse("expected a text", "Correct the spec");
  }

  boolean(): boolean {
    return typeof this.value === "boolean" ? this.value : this.refuse("expected true or false", "Correct the spec");
  }

  number(): number {
    return typeof this.value === "number" ? this.value : this.refuse("expected a number", "Correct the spec");
  }

  /** A length or a number of things. */
  count(): number {
    const { value } = this;
    return Number.isSafeInteger(value) && (value as number) >= 0
      ? (value as number)
      : this.refuse("expected a whole number from 0", "Correct the spec");
  }

  /** Stops at the first key that is not in `known`: what is not understood must not be dropped in silence. */
  only(known: readonly string[]): this {
    for (const [key, place] of this.entries()) {
      if (known.includes(key)) continue;
      place.refuse(`the generator does not know "${key}" here`, "Teach the generator, or say it otherwise");
    }
    return this;
  }

  /** The place that a `$ref` leads to; the place itself when it is no reference. */
  follow(): Place {
    if (!this.has("$ref")) return this;
    // OpenAPI 3.0.3, Reference Object: anything beside a $ref is ignored by readers, so it must not be there.
    const reference = this.only(["$ref"]).at("$ref");
    const [start, ...tokens] = reference.string().split("/");
    if (start !== "#") return reference.refuse("the reference leaves the document", "Bundle the spec first");
    let target = Place.of(this.#root);
    for (const key of tokens.map(unescape)) {
      if (!target.has(key)) return reference.refuse(`"${reference.string()}" leads nowhere`, "Define its target");
      target = target.at(key);
    }
    return target;
  }

  #child(container: object, key: string): Place {
    const value = Object.hasOwn(container, key) ? (container as Record<string, unknown>)[key] : undefined;
    return new Place(this.#root, value, `${this.pointer}/${escape(key)}`);
  }
}
