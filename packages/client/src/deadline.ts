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
  let stop = (error: Error): void => controller.abort(error);
  const stopped = new Promise<never>((_, reject) => {
    // First the race, then the work: so our typed error wins over the one that `fetch` makes of the abort.
    stop = (error) => {
      reject(error);
      controller.abort(error);
    };
  });
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

/** Waits so many milliseconds, or until the signal is aborted. Leaves no timer and no listener behind. */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  if (ms === 0 || signal?.aborted) return;
  await new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener("abort", done);
  });
}
