/**
 * Runs `work` until it settles, the time is up or the signal is aborted, whichever comes first. Leaves no timer and no
 * listener behind, and does not wait for work that ignores its signal.
 *
 * By hand and not with `AbortSignal.any`: that needs Node 20.3, and in some versions its signals pile up on a parent
 * that lives long. Not with `Promise.race` either: every call passes here.
 *
 * @param timeout - milliseconds, up to 2147483647
 * @param errorOf - what it ends with when it was late, or else aborted
 * @throws what `work` throws, or the error of the limit that was hit
 */
export function withinLimits<T>(
  timeout: number,
  signal: AbortSignal | undefined,
  errorOf: (late: boolean) => Error,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const controller = new AbortController();
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
    };
    const succeed = (value: T) => {
      end();
      resolve(value);
    };
    const fail = (error: Error) => {
      end();
      // First the promise, then the work: so our typed error wins over the one that `fetch` makes of the abort.
      reject(error);
      // Whatever went wrong, the rest of the answer is not wanted: let go of the socket.
      controller.abort(error);
    };
    const onAbort = () => fail(errorOf(false));
    const timer = setTimeout(() => fail(errorOf(true)), timeout);
    if (signal?.aborted) return onAbort();
    signal?.addEventListener("abort", onAbort);
    work(controller.signal).then(succeed, fail);
  });
}

/** Waits so many milliseconds, or until the signal is aborted: work that ends at its limits only, and is no failure then. */
export function pause(timeout: number, signal: AbortSignal | undefined): Promise<unknown> {
  const end = () => new Error();
  return withinLimits(timeout, signal, end, () => new Promise(end)).catch(end);
}
