export function tryLock(folder: string): (() => void) | null;
export function withLock<T>(folder: string, waiting: string, work: () => Promise<T>): Promise<T>;
