const SHORTER: readonly [RegExp, string][] = [
  [/^Microsoft\s+/i, ""],
  [/\s+(Datacenter|Standard|Essentials)\b.*$/i, ""],
  [/^Windows Server\b/i, "Windows"],
  [/^Red Hat Enterprise Linux(?: Server)?/i, "RHEL"],
  [/^SUSE Linux Enterprise Server/i, "SLES"],
  [/^Oracle Linux Server/i, "Oracle Linux"],
  [/\brelease\s+/i, ""],
  [/\s*\([^)]*\)/g, ""],
  [/^(Amazon Linux \d+)\..*$/i, "$1"],
  [/^(Ubuntu \d+\.\d+)\b.*$/i, "$1"],
];

/** The system as a row shows it: `Microsoft Windows Server 2019 Datacenter` is `Windows 2019`. */
export function shortSystem(system: string): string {
  return SHORTER.reduce((text, [long, short]) => text.replace(long, short), system.trim()).trim() || system;
}
