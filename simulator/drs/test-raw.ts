import { credentialsFor, PAYMENTS, type Bench } from "#simulator/test-bench.ts";

type Place = { accountId: string; region: string };

/** A signed call without an SDK, for members that the SDK drops and for bodies that it would not send. */
export async function rawDrs(
  bench: Bench,
  call: { path: string; body: unknown },
  place: Place = PAYMENTS,
): Promise<Response> {
  const { accessKeyId } = credentialsFor(place.accountId);
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20261123/${place.region}/drs/aws4_request, SignedHeaders=host, Signature=0`;
  return fetch(bench.url + call.path, { method: "POST", headers: { authorization }, body: JSON.stringify(call.body) });
}
