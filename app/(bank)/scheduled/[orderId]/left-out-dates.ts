/** Dates to come in order, with those between them that are left out and can be put back. */
export type ShownDate = { readonly date: string; readonly isLeftOut: boolean }

/** As many dates as are shown, and what is left out before the last of them, or after it where nothing else comes. */
export const shownDates = (
  coming: readonly string[],
  leftOut: readonly string[],
  mostShown: number,
): readonly ShownDate[] => {
  const shown = coming.slice(0, mostShown)
  const last = shown.at(-1)
  const isAll = shown.length === coming.length
  const between = leftOut.filter((date) => last === undefined || date < last || isAll).slice(0, mostShown)
  return [
    ...shown.map((date) => ({ date, isLeftOut: false })),
    ...between.map((date) => ({ date, isLeftOut: true })),
  ].toSorted((a, b) => (a.date < b.date ? -1 : 1))
}
