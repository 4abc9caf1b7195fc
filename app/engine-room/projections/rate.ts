/** How fast read models move, from where they stood at the last few looks. */

export type Sample = { readonly at: number; readonly positions: Readonly<Record<string, number>> }

/** Long enough for a figure that can be read, short enough for one that is of now. */
export const RATE_OVER_MS = 6_000

/** The samples to go on with: those that are young enough, and one before them to reckon from. */
export const addSample = (before: readonly Sample[], sample: Sample): readonly Sample[] => {
  const young = before.findIndex(({ at }) => sample.at - at <= RATE_OVER_MS)
  return [...(young === -1 ? [] : before.slice(young)), sample]
}

/** Events a second; null while there is nothing to compare with. One that was put back has no rate for a moment. */
export const rateOf = (samples: readonly Sample[], name: string): number | null => {
  const [first, last] = [samples[0], samples.at(-1)]
  const from = first?.positions[name]
  const to = last?.positions[name]
  if (first === undefined || last === undefined || from === undefined || to === undefined) return null
  if (last.at <= first.at || to < from) return null
  return ((to - from) / (last.at - first.at)) * 1_000
}
