import type { DescribeKeyPairsRequest, DescribeKeyPairsResult } from "@aws-sdk/client-ec2";
import { implement } from "../../wire/operation.ts";
import { filterItems, type Filterable } from "../filters.ts";
import { networkOf } from "../network.ts";
import type { KeyPair } from "../network-records.ts";
import { missing } from "../resource-ids.ts";
import { toTagList } from "../tags.ts";

/** Names and ids that are not there are InvalidKeyPair.NotFound. */
export const describeKeyPairs = implement<DescribeKeyPairsRequest>(
  "DescribeKeyPairs",
  ({ here }, { KeyNames = [], KeyPairIds = [], Filters }): DescribeKeyPairsResult => {
    const all = [...networkOf(here).keyPairs.values()];
    const named = KeyNames.map((name) => require(all, name, "name"));
    const wanted = [...named, ...KeyPairIds.map((id) => require(all, id, "keyPairId"))];
    const chosen = KeyNames.length + KeyPairIds.length > 0 ? wanted : all;
    return { KeyPairs: filterItems(chosen, Filters, FILTERS).map(toView) };
  },
);

const FILTERS: Filterable<KeyPair> = {
  tagsOf: (pair) => pair.tags,
  fields: {
    "key-pair-id": (pair) => pair.keyPairId,
    "key-name": (pair) => pair.name,
    fingerprint: (pair) => pair.fingerprint,
  },
};

function require(all: readonly KeyPair[], wanted: string, key: "name" | "keyPairId"): KeyPair {
  const found = all.find((each) => each[key] === wanted);
  if (found) return found;
  throw missing("key-pair", [wanted]);
}

function toView({ keyPairId, name, fingerprint, createdAt, tags }: KeyPair) {
  return {
    ...{ KeyPairId: keyPairId, KeyName: name, KeyFingerprint: fingerprint, KeyType: "rsa" as const },
    CreateTime: new Date(createdAt),
    Tags: toTagList(tags),
  };
}
