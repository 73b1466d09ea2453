const WORDS = /^In DRS job (\S+)\. /;

/** Why a server waits that somebody else's DRS job has. */
export function waitedJobWords(jobId: string): string {
  return `In DRS job ${jobId}. It is launched when that job ends.`;
}

/** The job of which those words speak; null for any other words. */
export function waitedJob(words: string | null): string | null {
  return WORDS.exec(words ?? "")?.[1] ?? null;
}
