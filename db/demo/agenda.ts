/**
 * What is to happen, and when. Lives are written in local time and events in the order of UTC, so things are put down
 * ahead of time and done when their moment comes; doing one may put down others.
 */

export type Agenda = {
  readonly add: (atMs: number, what: (atMs: number) => void) => void
  /** Does everything before this instant, in order of time; at the same time, in the order it was put down. */
  readonly runUntil: (beforeMs: number) => void
}

export const createAgenda = (): Agenda => {
  type Entry = { readonly atMs: number; readonly what: (atMs: number) => void }
  let entries: Entry[] = []
  return {
    add: (atMs, what) => {
      // Parts of an hour need not be whole milliseconds.
      entries.push({ atMs: Math.round(atMs), what })
    },
    runUntil: (beforeMs) => {
      for (;;) {
        const due = entries.filter(({ atMs }) => atMs < beforeMs).sort((a, b) => a.atMs - b.atMs)
        const [first] = due
        if (!first) return
        entries = entries.filter(({ atMs }) => atMs >= beforeMs)
        for (const [index, { atMs, what }] of due.entries()) {
          const before = entries.length
          what(atMs)
          // Something new may come before what is still to be done.
          const isSooner = entries.slice(before).some((entry) => entry.atMs < beforeMs)
          if (!isSooner) continue
          entries.push(...due.slice(index + 1))
          break
        }
      }
    },
  }
}
