import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** Keeps what channels may show to nobody. A sealed secret can be opened only as the secret of the same channel. */
export type Secrets = {
  seal: (channelId: string, secret: string) => string;
  /** Throws UnreadableSecretError for what was sealed under another key or for another channel. */
  open: (channelId: string, sealed: string) => string;
};

export class UnreadableSecretError extends Error {
  override readonly name = "UnreadableSecretError";
  constructor(cause?: unknown) {
    super("The secret of this channel was not encrypted with this deployment's SECRETS_KEY. Enter it again.", {
      cause,
    });
  }
}

const CIPHER = "aes-256-gcm";
const VERSION = "v1";
/** NIST SP 800-38D: 96 bits, never used twice under a key. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM under a key that is derived from the deployment's own (HKDF, RFC 5869). */
export function secretsOf(deploymentKey: string): Secrets {
  const key = Buffer.from(hkdfSync("sha256", deploymentKey, "", "drs-orchestrator channel secrets v1", 32));
  return {
    seal(channelId, secret) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(channelId));
      const sealed = Buffer.concat([nonce, cipher.update(secret, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return `${VERSION}.${sealed.toString("base64url")}`;
    },
    open(channelId, text) {
      const [version, encoded] = text.split(".");
      const sealed = Buffer.from(encoded ?? "", "base64url");
      if (version !== VERSION || sealed.length < NONCE_BYTES + TAG_BYTES) throw new UnreadableSecretError();
      try {
        const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
        decipher.setAAD(Buffer.from(channelId)).setAuthTag(sealed.subarray(-TAG_BYTES));
        const opened = [decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()];
        return Buffer.concat(opened).toString("utf8");
      } catch (error) {
        throw new UnreadableSecretError(error);
      }
    },
  };
}
