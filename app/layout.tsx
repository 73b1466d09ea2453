import "./globals.css";

import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";

import { NONCE_HEADER } from "#lib/http/page-headers.ts";

import { mono, sans } from "./fonts.ts";

export const metadata: Metadata = {
  title: { default: "DRS Orchestrator", template: "%s · DRS Orchestrator" },
  icons: { icon: "/icon.svg" },
};

export const viewport: Viewport = { colorScheme: "light dark" };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get(NONCE_HEADER);
  return (
    <html lang="en" className={`${sans.variable} ${mono.variable}`}>
      <head>{nonce !== null && <meta property="csp-nonce" nonce={nonce} content="" />}</head>
      <body>{children}</body>
    </html>
  );
}
