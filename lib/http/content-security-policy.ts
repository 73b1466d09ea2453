export type PolicySettings = {
  nonce: string;
  /** Origins that a form may end up at: signing in and out goes through the identity provider. */
  identityProvider: readonly string[];
  isHttps: boolean;
  isDevelopment: boolean;
};

/** Only scripts that carry the nonce, and what those load. No frames, no plugins, nothing from elsewhere. */
export function contentSecurityPolicy(settings: PolicySettings): string {
  const nonce = `'nonce-${settings.nonce}'`;
  return [
    "default-src 'self'",
    `script-src 'self' ${nonce} 'strict-dynamic'${settings.isDevelopment ? " 'unsafe-eval'" : ""}`,
    // Development injects styles by script; react-aria renders style attributes on the server.
    settings.isDevelopment ? "style-src-elem 'self' 'unsafe-inline'" : `style-src-elem 'self' ${nonce}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${settings.isDevelopment ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    `form-action ${["'self'", ...settings.identityProvider].join(" ")}`,
    "frame-ancestors 'none'",
    ...(settings.isHttps ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}
