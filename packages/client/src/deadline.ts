/** The two things that end an attempt early, and the error that each becomes. */
export interface Limits {
  /** Milliseconds, up to 2147483647. */
  readonly timeout: number;
  readonly signal: AbortSignal | undefined;
  readonly onTimeout: () => Error;
  readonly onAbort: (reason: unknown) => Error;
}

/**
 * Runs `work` until it settles, the time is up or the signal is aborted, whichever comes first. Leaves no timer and no
 * listener behind, and does not wait for work that ignores its signal.
 *
 * By hand and not with `AbortSignal.any`: that needs Node 20.3, and in some versions its signals pile up on a parent
 * that lives long.
 *
 * @throws what `work` throws, or the error of the limit that was hit
 */
export async function withinLimits<T>(limits: Limits, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const { signal } = limits;
  if (signal?.aborted) throw limits.onAbort(signal.reason);

  const controller = new AbortController();
  let lose: (error: Error) => void = () => undefined;
  const stopped = new Promise<never>((_, reject) => (lose = reject));
  const stop = (error: Error) => {
    // First the race, then the work: so our typed error wins over the one that `fetch` makes of the abort.
    lose(error);
    controller.abort(error);
  };
  const onAbort = () => stop(limits.onAbort(signal?.reason));
  signal?.addEventListener("abort", onAbort, { once: true });
  const timer = setTimeout(() => stop(limits.onTimeout()), limits.timeout);

  try {
    return await Promise.race([work(controller.signal), stopped]);
  } catch (error) {
    // Whatever went wrong, the rest of the answer is not wanted: let go of the socket.
    controller.abort(error);
    throw error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
  }
}

/** Waits so many milliseconds, or until the signal is aborted: work that ends at its limits only, and is no failure then. */
export async function pause(timeout: number, signal: AbortSignal | undefined): Promise<void> {
  const onLimit = () => new Error();
  const never = () => new Promise<never>(() => undefined);
  await withinLimits({ timeout, signal, onTimeout: onLimit, onAbort: onLimit }, never).catch(() => undefined);
}
