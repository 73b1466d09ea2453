/**
 * Signals a process and everything it started. SIGINT goes to the leader alone: Postgres reads it as "stop quickly"
 * and stops its own children in the right order.
 */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  const target = signal === "SIGINT" || process.platform === "win32" ? pid : -pid;
  try {
    process.kill(target, signal);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

/** Whether a process with this id exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !isGone(error);
  }
}

function isGone(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === "ESRCH";
}
