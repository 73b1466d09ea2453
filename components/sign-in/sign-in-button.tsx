"use client";

import { signIn } from "next-auth/react";
import { useState } from "react";

import { Button } from "#components/ui/button.tsx";

export function SignInButton({ returnTo }: { returnTo: string }) {
  const [isLeaving, setIsLeaving] = useState(false);
  function leave(): void {
    setIsLeaving(true);
    void signIn("oidc", { callbackUrl: returnTo }).catch(() => setIsLeaving(false));
  }
  return (
    <Button variant="primary" className="h-10 w-full text-md" pending={isLeaving} onClick={leave} autoFocus>
      Sign in
    </Button>
  );
}
