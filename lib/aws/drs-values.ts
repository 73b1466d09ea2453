const STAMP = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})$/;

/** `2022-12-07T19:15:38.846723+00:00` as the service writes it, or `…Z` as its documentation does. */
export function toDate(text: string | undefined): Date | null {
  if (text === undefined || !STAMP.test(text)) return null;
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? null : date;
}

const DURATION =
  /^(-)?P(?=.*\d)(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** Whole seconds of an ISO 8601 duration such as `P2DT1H32M12.136909S`; null where there is none. Never negative. */
export function toSeconds(duration: string | undefined): number | null {
  const parts = duration === undefined ? null : DURATION.exec(duration);
  if (parts === null) return null;
  const [, minus, days, hours, minutes, seconds] = parts;
  if (minus !== undefined) return 0;
  const total = amount(days) * 86_400 + amount(hours) * 3600 + amount(minutes) * 60 + amount(seconds);
  return Math.round(total);
}

function amount(text: string | undefined): number {
  return text === undefined ? 0 : Number(text);
}

const PAGE_SIZE = 200;

export type PageRequest = { maxResults: number; nextToken?: string };

/** Every item of a paged DRS list. */
export async function allPages<T>(
  read: (page: PageRequest) => Promise<{ items?: T[] | undefined; nextToken?: string | undefined }>,
): Promise<T[]> {
  const items: T[] = [];
  let page: PageRequest | null = { maxResults: PAGE_SIZE };
  while (page !== null) {
    const answer: { items?: T[] | undefined; nextToken?: string | undefined } = await read(page);
    items.push(...(answer.items ?? []));
    page = answer.nextToken ? { maxResults: PAGE_SIZE, nextToken: answer.nextToken } : null;
  }
  return items;
}

export function inBatches<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, batch) =>
    items.slice(batch * size, (batch + 1) * size),
  );
}
