import type { NextConfig } from "next";

/** For every answer, static files included. What depends on the deployment or the request is set in proxy.ts. */
const HEADERS = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), geolocation=(), microphone=(), payment=(), usb=()" },
];

const nextConfig: NextConfig = {
  output: "standalone",
  outputFileTracingRoot: import.meta.dirname,
  turbopack: { root: import.meta.dirname },
  // Large, and nothing is won by bundling it: the server loads it as it is.
  serverExternalPackages: ["@aws-sdk/client-sfn"],
  poweredByHeader: false,
  // Types are a gate of their own (`npm run verify`), of the whole repository and not of the console alone.
  typescript: { ignoreBuildErrors: true },
  experimental: { authInterrupts: true },
  headers: () => Promise.resolve([{ source: "/:path*", headers: HEADERS }]),
};

export default nextConfig;
