/**
 * How far long work has come, on standard error: a bar on a terminal, and nothing with `--json` or into a file, so that
 * what a program reads is never mixed with what a person watches.
 *
 * Drawn here and not by a prompt library: theirs take over the keyboard, and answer Ctrl-C by ending the process in the
 * middle of the work.
 */

export type RunningProgress = {
  /** `done` of the total; `text` stands beside the bar. */
  readonly reach: (done: number, text?: string) => void
  /** Takes the bar away: when the work is done, was stopped or has failed. */
  readonly end: () => void
}

export type Progress = (title: string, total: number) => RunningProgress

const QUIET: RunningProgress = { reach: () => {}, end: () => {} }
const WIDTH = 30
const DRAW_EVERY_MS = 80
const CLEAR_LINE = '\r\x1b[K'

type Terminal = { readonly isTTY?: boolean; readonly write: (text: string) => unknown }

export const createProgress =
  (terminal: Terminal, isJson: () => boolean): Progress =>
  (title, total) => {
    if (isJson() || !terminal.isTTY) return QUIET
    let drawnAt = Number.NEGATIVE_INFINITY
    return {
      reach: (done, text = '') => {
        if (performance.now() - drawnAt < DRAW_EVERY_MS) return
        drawnAt = performance.now()
        terminal.write(`${CLEAR_LINE}${title} ${barOf(total > 0 ? Math.min(1, done / total) : 1)} ${text}`)
      },
      end: () => void terminal.write(CLEAR_LINE),
    }
  }

const barOf = (share: number): string => {
  const filled = Math.floor(share * WIDTH)
  return `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${String(Math.floor(share * 100)).padStart(3)} %`
}
