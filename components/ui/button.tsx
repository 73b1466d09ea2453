"use client";

import clsx from "clsx";
import { LoaderCircle } from "lucide-react";
import Link from "next/link";
import { type ComponentProps, type MouseEvent, type ReactNode, useId } from "react";

import { buttonClass, type ButtonSize, type ButtonVariant } from "./button-style.ts";
import { Tooltip } from "./tooltip.tsx";

type ButtonProps = ComponentProps<"button"> & {
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  icon?: ReactNode;
  pending?: boolean | undefined;
  /** Why it cannot be pressed now: it stays focusable and says this. */
  disabledReason?: string | undefined;
};

export function Button({
  variant,
  size,
  icon,
  pending = false,
  disabledReason,
  children,
  className,
  onClick,
  type = "button",
  ...rest
}: ButtonProps) {
  const reasonId = useId();
  const isDisabled = disabledReason !== undefined;
  const isIconOnly = children === undefined;
  function press(event: MouseEvent<HTMLButtonElement>): void {
    if (isDisabled || pending) {
      event.preventDefault();
      return;
    }
    onClick?.(event);
  }
  const button = (
    <button
      type={type}
      className={clsx(buttonClass({ variant, size, isDisabled, isIconOnly }), className)}
      aria-disabled={isDisabled || pending || undefined}
      aria-busy={pending || undefined}
      aria-describedby={isDisabled ? reasonId : undefined}
      onClick={press}
      {...rest}
    >
      {pending ? <LoaderCircle className="animate-spin" /> : icon}
      {children}
      {isDisabled && (
        <span id={reasonId} hidden>
          {disabledReason}
        </span>
      )}
    </button>
  );
  return isDisabled ? <Tooltip content={disabledReason}>{button}</Tooltip> : button;
}

type ButtonLinkProps = ComponentProps<typeof Link> & {
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  icon?: ReactNode;
};

export function ButtonLink({ variant, size, icon, children, className, ...rest }: ButtonLinkProps) {
  const isIconOnly = children === undefined;
  return (
    <Link className={clsx(buttonClass({ variant, size, isIconOnly }), className)} {...rest}>
      {icon}
      {children}
    </Link>
  );
}
