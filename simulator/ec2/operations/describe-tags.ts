import type { DescribeTagsRequest, DescribeTagsResult, TagDescription } from "@aws-sdk/client-ec2";
import { implement } from "../../wire/operation.ts";
import { cutEc2Page } from "../ec2-page.ts";
import { filterItems, type Filterable } from "../filters.ts";
import { taggedResources } from "../tagged-resources.ts";
import { toTagList } from "../tags.ts";

export const describeTags = implement<DescribeTagsRequest>("DescribeTags", (call, input): DescribeTagsResult => {
  const tags = taggedResources(call).flatMap(({ id, kind, holder }) =>
    toTagList(holder.tags).map((tag): TagDescription => ({ ResourceId: id, ResourceType: kind, ...tag })),
  );
  const { items, ...next } = cutEc2Page(filterItems(tags, input.Filters, FILTERS), input, {
    call,
    keyOf: (tag) => `${tag.ResourceId ?? ""} ${tag.Key ?? ""}`,
    scope: "DescribeTags",
  });
  return { Tags: items, ...next };
});

/** A tag's own key and value stand for `tag:<key>`, as in EC2. */
const FILTERS: Filterable<TagDescription> = {
  tagsOf: ({ Key = "", Value = "" }) => ({ [Key]: Value }),
  fields: {
    key: (tag) => tag.Key,
    value: (tag) => tag.Value,
    "resource-id": (tag) => tag.ResourceId,
    "resource-type": (tag) => tag.ResourceType,
  },
};
