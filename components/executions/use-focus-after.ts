"use client";

import { type RefObject, useLayoutEffect } from "react";

import { WAVES_TITLE_ID } from "./page-anchors.ts";

/** Once a card is answered and gone, the focus goes from it to the waves that it was about instead of getting lost. */
export function useFocusAfter(card: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = card.current;
    return () => {
      if (element?.contains(document.activeElement) !== true) return;
      document.getElementById(`${WAVES_TITLE_ID}-focus`)?.focus({ preventScroll: true });
    };
  }, [card]);
}
