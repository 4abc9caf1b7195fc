/** Which point of a line is a day's: the last one that is not later; the last of all for none, which is now. */
export const indexOfDay = (days: readonly { readonly date: string }[], day: string | undefined): number => {
  if (day === undefined) return days.length - 1
  const index = days.findLastIndex(({ date }) => date <= day)
  return Math.max(index, 0)
}
