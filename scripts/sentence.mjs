/**
 * A problem that the person at the terminal can do something about: its message is one clear sentence, printed as it
 * is, without a stack.
 */
export class Sentence extends Error {
  name = 'Sentence'
}

const SPOKEN = new Set(['Sentence', 'PostgresFailure', 'ConfigError'])

/** What to print for anything that was thrown. */
export const say = (error) => {
  if (error instanceof Error && SPOKEN.has(error.name)) return error.message
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return diskIsFull(text) ? DISK_FULL : text
}

export const DISK_FULL = 'The disk is full: make room, then start again.'
export const diskIsFull = (text) => /ENOSPC|EDQUOT|No space left on device|Disk quota exceeded/i.test(text)
