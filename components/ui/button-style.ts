import clsx from "clsx";

export type ButtonVariant = "default" | "primary" | "recovery" | "drill" | "danger" | "ghost";
export type ButtonSize = "md" | "sm";

const BASE =
  "inline-flex shrink-0 items-center justify-center gap-1.5 border font-medium whitespace-nowrap no-underline transition-colors duration-(--duration-1) hover:no-underline";

const SIZE: Record<ButtonSize, string> = {
  md: "h-(--size-control) rounded-md px-3 text-sm",
  sm: "h-(--size-control-sm) rounded-sm px-2 text-xs [&_.lucide]:size-3.5 [&_.lucide]:stroke-2",
};

const VARIANT: Record<ButtonVariant, string> = {
  default: "border-line-strong bg-surface text-ink shadow-sm hover:bg-hover",
  primary: "border-ink bg-ink text-ink-inverse shadow-sm hover:border-ink-muted hover:bg-ink-muted",
  recovery: "border-recovery bg-recovery text-recovery-on shadow-sm hover:bg-recovery-deep",
  drill: "border-drill bg-drill-tint text-drill-ink shadow-sm hover:bg-drill-stripe",
  danger: "border-line-strong bg-surface text-bad-ink shadow-sm hover:bg-hover",
  ghost: "border-transparent bg-transparent text-ink-muted hover:bg-hover hover:text-ink",
};

const DISABLED = "cursor-not-allowed border-line bg-idle-tint text-ink-faint";

type ButtonLook = {
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  isDisabled?: boolean | undefined;
  isIconOnly?: boolean | undefined;
};

export function buttonClass({ variant = "default", size = "md", isDisabled = false, isIconOnly = false }: ButtonLook) {
  return clsx(
    BASE,
    SIZE[size],
    isDisabled ? DISABLED : VARIANT[variant],
    isIconOnly && (size === "md" ? "w-(--size-control) !px-0" : "w-(--size-control-sm) !px-0"),
  );
}
