/** An answer, whichever way it came. Header names are in lower case; every occurrence is kept. */
export interface Answer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** Every value of a header, in order. */
export function valuesOf({ headers }: Pick<Answer, "headers">, name: string): string[] {
  return headers.filter(([each]) => each === name).map(([, value]) => value);
}

/** The value of a header that stands once; undefined when it is missing or repeated. */
export function valueOf(answer: Pick<Answer, "headers">, name: string): string | undefined {
  const [value, ...others] = valuesOf(answer, name);
  return others.length === 0 ? value : undefined;
}

export function messageOf({ body }: Answer): string {
  return (JSON.parse(body) as { message: string }).message;
}

/** The ids of the leads of a page. */
export function leadIdsOf({ body }: Answer): string[] {
  return (JSON.parse(body) as { collectedCustomers: { id: string }[] }).collectedCustomers.map(({ id }) => id);
}

export async function answerOf(response: Response): Promise<Answer> {
  return { status: response.status, headers: [...response.headers], body: await response.text() };
}

/** What must be equal when two answers may not be told apart: all but the request id and the time. */
export function withoutIdentity({ status, headers, body }: Answer): Answer {
  const changing = new Set(["x-request-id", "date"]);
  const kept = headers.filter(([name]) => !changing.has(name));
  return { status, headers: kept.toSorted(([one], [other]) => one.localeCompare(other)), body };
}
