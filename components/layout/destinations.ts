import { Activity, Group, LayoutDashboard, type LucideIcon, Server, SlidersHorizontal, Waypoints } from "lucide-react";

export type CountedPage = "executions" | "plans" | "groups" | "servers";

export type Destination = {
  href: string;
  label: string;
  icon: LucideIcon;
  /** Pressed after G. */
  key: string | null;
  counts: CountedPage | null;
};

export const DESTINATIONS: readonly Destination[] = [
  { href: "/", label: "Dashboard", icon: LayoutDashboard, key: "d", counts: null },
  { href: "/executions", label: "Executions", icon: Activity, key: "e", counts: "executions" },
  { href: "/recovery-plans", label: "Recovery plans", icon: Waypoints, key: "p", counts: "plans" },
  { href: "/protection-groups", label: "Protection groups", icon: Group, key: "g", counts: "groups" },
  { href: "/source-servers", label: "Source servers", icon: Server, key: "s", counts: "servers" },
];

export const SETTINGS: Destination = {
  href: "/settings",
  label: "Settings",
  icon: SlidersHorizontal,
  key: null,
  counts: null,
};

export function isAt(pathname: string, destination: Destination): boolean {
  if (destination.href === "/") return pathname === "/";
  return pathname === destination.href || pathname.startsWith(`${destination.href}/`);
}

const WIDE_PAGES = [/^\/source-servers$/, /^\/executions\/[^/]+$/, /^\/recovery-plans\/[^/]+$/];

/** Pages that need the width: the side shrinks to icons there. */
export function needsRail(pathname: string): boolean {
  return WIDE_PAGES.some((page) => page.test(pathname));
}

/** Pages that fill the window and scroll inside. */
export function fillsWindow(pathname: string): boolean {
  return pathname === "/source-servers";
}
