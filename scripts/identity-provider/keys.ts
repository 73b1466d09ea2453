import { generateKeyPairSync, type JsonWebKey, randomBytes } from "node:crypto";

export type Keys = { jwks: { keys: (JsonWebKey & { use: "sig"; alg: "RS256"; kid: string })[] }; cookieKeys: string[] };

/** New keys: what is signed with them stays valid for as long as they are kept. */
export function newKeys(): Keys {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const kid = randomBytes(8).toString("hex");
  return {
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256", kid }] },
    cookieKeys: [randomBytes(24).toString("hex")],
  };
}
