/**
 * Aborted when somebody wants this program to stop: Ctrl-C, SIGTERM, or the terminal that closes. Asking twice changes
 * nothing, since Ctrl-C reaches whole families of processes.
 */
export function stopRequests(): AbortSignal {
  const requested = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => requested.abort());
  return requested.signal;
}

/** Resolves when the signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
