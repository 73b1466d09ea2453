/** The settings with those that were given; undefined leaves a setting as it is. */
export function withChanges<Settings extends object>(
  settings: Settings,
  changes: { [Key in keyof Settings]?: Settings[Key] | undefined },
): Settings {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  return { ...settings, ...Object.fromEntries(given) };
}
