"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";

import { Button } from "./button.tsx";

const SHOWN_MS = 1600;

/** `what` names the thing: "id", "address". */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setIsCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  function copy(): void {
    void navigator.clipboard.writeText(text).then(() => setIsCopied(true));
  }
  return (
    <>
      <Button
        variant="ghost"
        size="sm"
        icon={isCopied ? <Check /> : <Copy />}
        aria-label={`Copy ${what}`}
        title={`Copy ${what}`}
        onClick={copy}
      />
      <span role="status" className="sr-only">
        {isCopied ? `Copied ${what}` : ""}
      </span>
    </>
  );
}
