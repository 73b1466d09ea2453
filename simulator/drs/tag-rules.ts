import { fieldInvalid } from "./errors.ts";

const MOST_TAGS = 50;

/** Throws ValidationException for more than 50 tags, or for keys that belong to AWS. */
export function requireTags(field: string, tags: Record<string, string>): void {
  const keys = Object.keys(tags);
  if (keys.length > MOST_TAGS) throw fieldInvalid(field, `A resource can have at most ${MOST_TAGS} tags`);
  const reserved = keys.find((key) => key.toLowerCase().startsWith("aws:"));
  if (reserved !== undefined) throw fieldInvalid(field, `The tag key '${reserved}' begins with the reserved 'aws:'`);
}
