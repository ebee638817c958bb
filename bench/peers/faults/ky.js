import ky, { HTTPError, TimeoutError } from "ky";
import * as all from "ky";

/** ky with its timeout and its retries, as often as the others. */
export function create(baseUrl, { timeout, retries }) {
  const client = ky.create({ timeout, retry: { limit: retries, delay: () => 1, retryOnTimeout: true } });
  return (searchParams) => client.get(`${baseUrl}/get-leads`, { searchParams }).json();
}

const own = [HTTPError, TimeoutError, all.KyError, all.NetworkError].filter((type) => type !== undefined);

export const isTyped = (error) => own.some((type) => error instanceof type);
