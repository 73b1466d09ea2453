/** When waves start and end, in the same unit as what is answered. */
type TimedWave = { number: number; dependsOn: readonly number[]; start: number; end: number };

/** By wave how much later it could end without anything behind it, or the end of the plan, coming later. */
export function slackOf(waves: readonly TimedWave[], planEnd: number): Map<number, number> {
  const latestEnd = new Map(waves.map(({ number }) => [number, planEnd]));
  // Whoever starts last has nothing behind it that is not decided already.
  for (const { number, dependsOn, start, end } of waves.toSorted((a, b) => b.start - a.start || b.end - a.end)) {
    const latestStart = (latestEnd.get(number) ?? planEnd) - (end - start);
    for (const before of dependsOn) {
      latestEnd.set(before, Math.min(latestEnd.get(before) ?? planEnd, latestStart));
    }
  }
  return new Map(waves.map(({ number, end }) => [number, Math.max(0, (latestEnd.get(number) ?? planEnd) - end)]));
}
