import type { Filter } from "@aws-sdk/client-ec2";
import { refused } from "./errors.ts";
import type { Tags } from "./tags.ts";

type Values = string | readonly string[] | undefined;

/** What an operation can be filtered by: fields by the filter's name, and tags where its items have some. */
export type Filterable<Item> = {
  fields: Readonly<Record<string, (item: Item) => Values>>;
  tagsOf?: (item: Item) => Tags;
};

const MOST_VALUES = 200;

/** The items that pass every filter. Values may hold `*` and `?`. Throws InvalidParameterValue for a filter that is not known. */
export function filterItems<Item>(
  items: readonly Item[],
  filters: readonly Filter[] | undefined,
  filterable: Filterable<Item>,
): Item[] {
  const valueCount = (filters ?? []).reduce((sum, { Values = [] }) => sum + Values.length, 0);
  if (valueCount > MOST_VALUES) {
    const message = `The maximum number of filter values specified on a single call is ${MOST_VALUES}`;
    throw refused("FilterLimitExceeded", message);
  }
  const tests = (filters ?? []).map((filter) => toTest(filter, filterable));
  return items.filter((item) => tests.every((test) => test(item)));
}

const SPECIAL = /[*?\\]/;

function toTest<Item>({ Name = "", Values = [] }: Filter, filterable: Filterable<Item>): (item: Item) => boolean {
  const exact = new Set(Values.filter((value) => !SPECIAL.test(value)));
  const patterns = Values.filter((value) => SPECIAL.test(value)).map(toPattern);
  const read = readerOf(Name, filterable);
  return (item) => {
    const values = read(item);
    const candidates = typeof values === "string" ? [values] : (values ?? []);
    return candidates.some((value) => exact.has(value) || patterns.some((pattern) => pattern.test(value)));
  };
}

function readerOf<Item>(name: string, { fields, tagsOf }: Filterable<Item>): (item: Item) => Values {
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (field) return field;
  if (tagsOf && name.startsWith("tag:")) return (item) => new Map(Object.entries(tagsOf(item))).get(name.slice(4));
  if (tagsOf && name === "tag-key") return (item) => Object.keys(tagsOf(item));
  throw refused("InvalidParameterValue", `The filter '${name}' is invalid`);
}

/** A backslash makes the character behind it mean itself. */
function toPattern(text: string): RegExp {
  const source = text.replace(/\\(.)|[^]/gs, (character, escaped: string | undefined) => {
    if (character === "*") return ".*";
    if (character === "?") return ".";
    return literal(escaped ?? character);
  });
  return new RegExp(`^${source}$`, "s");
}

function literal(character: string): string {
  return character.replace(/[.+^${}()|[\]\\*?]/, "\\$&");
}
