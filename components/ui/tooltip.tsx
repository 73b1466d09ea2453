"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";

type Place = { left: number; top: number; isAbove: boolean };

const EDGE = 140;

function placeOf(anchor: Element | null | undefined): Place | null {
  if (!anchor) return null;
  const box = anchor.getBoundingClientRect();
  const middle = box.left + box.width / 2;
  const isAbove = box.bottom + 80 > window.innerHeight;
  const left = Math.min(Math.max(middle, EDGE), Math.max(EDGE, window.innerWidth - EDGE));
  return { left, top: isAbove ? box.top - 6 : box.bottom + 6, isAbove };
}

/** A hint in words on hover and focus. What it says must also be there for those who never see it. */
export function Tooltip({ content, children }: { content: string; children: ReactNode }) {
  const wrapper = useRef<HTMLSpanElement>(null);
  const [place, setPlace] = useState<Place | null>(null);
  useEffect(() => {
    if (place === null) return;
    const hide = () => setPlace(null);
    const hideOnEscape = (event: KeyboardEvent) => event.key === "Escape" && hide();
    window.addEventListener("scroll", hide, true);
    window.addEventListener("keydown", hideOnEscape);
    return () => {
      window.removeEventListener("scroll", hide, true);
      window.removeEventListener("keydown", hideOnEscape);
    };
  }, [place]);
  const show = () => setPlace(placeOf(wrapper.current?.firstElementChild));
  const hide = () => setPlace(null);
  return (
    <span ref={wrapper} className="contents" onMouseEnter={show} onMouseLeave={hide} onFocus={show} onBlur={hide}>
      {children}
      {place !== null &&
        createPortal(
          <span
            aria-hidden="true"
            className="pointer-events-none fixed z-(--z-tooltip) w-max max-w-64 -translate-x-1/2 rounded-md bg-ink px-2.5 py-1.5 text-xs text-ink-inverse shadow-md"
            style={{ left: place.left, top: place.top, translate: place.isAbove ? "-50% -100%" : "-50% 0" }}
          >
            {content}
          </span>,
          document.body,
        )}
    </span>
  );
}
