"use client";

import clsx from "clsx";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading } from "react-aria-components/Dialog";
import { Modal, ModalOverlay } from "react-aria-components/Modal";

import { Button } from "./button.tsx";

type DialogProps = {
  isOpen: boolean;
  onClose: () => void;
  title: ReactNode;
  band?: ReactNode;
  footer?: ReactNode;
  size?: "md" | "lg" | undefined;
  children: ReactNode;
};

/** The body scrolls, head and foot stay; Esc and a click outside close it; on a phone it fills the screen. */
export function Dialog({ isOpen, onClose, title, band, footer, size = "md", children }: DialogProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable
      className="fixed inset-0 z-(--z-dialog) grid place-items-center bg-scrim p-6 max-sm:p-0"
    >
      <Modal
        className={clsx(
          "flex max-h-[calc(100dvh-3rem)] w-full flex-col overflow-hidden rounded-xl bg-raised shadow-lg outline-none",
          "max-sm:h-dvh max-sm:max-h-dvh max-sm:rounded-none",
          size === "lg" ? "max-w-260" : "max-w-140",
        )}
      >
        <AriaDialog className="flex min-h-0 flex-1 flex-col outline-none">
          {band}
          <header className="flex shrink-0 items-center gap-3 border-b border-line py-2 pr-3 pl-5 max-sm:pl-3">
            <Heading slot="title" level={2} className="truncated flex-1 text-lg">
              {title}
            </Heading>
            <Button variant="ghost" icon={<X />} aria-label="Close" onClick={onClose} />
          </header>
          <div className="min-h-0 flex-1 overflow-auto">{children}</div>
          {footer !== undefined && (
            <footer className="flex shrink-0 flex-wrap items-center justify-end gap-2 border-t border-line bg-raised px-5 py-3 max-sm:px-3">
              {footer}
            </footer>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
