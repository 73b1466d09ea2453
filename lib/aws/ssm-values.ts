const PAGE_SIZE = 50;

type Page = { MaxResults: number; NextToken?: string };

/** Every item of a paged list in Systems Manager's dialect. */
export async function ssmPages<T>(
  read: (page: Page) => Promise<{ items: T[] | undefined; NextToken: string | undefined }>,
): Promise<T[]> {
  const items: T[] = [];
  let page: Page | null = { MaxResults: PAGE_SIZE };
  while (page !== null) {
    const answer: { items: T[] | undefined; NextToken: string | undefined } = await read(page);
    items.push(...(answer.items ?? []));
    page = answer.NextToken ? { MaxResults: PAGE_SIZE, NextToken: answer.NextToken } : null;
  }
  return items;
}

/** `2026-11-24T09:30:00Z`, the only form that filters of Systems Manager are documented to take. */
export function isoSeconds(date: Date): string {
  return date.toISOString().replace(/\.\d{3}Z$/, "Z");
}
