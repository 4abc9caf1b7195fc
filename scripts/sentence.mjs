/**
 * A problem that the person at the terminal can do something about: its message is one clear sentence, printed as it
 * is, without a stack.
 */
export class Sentence extends Error {
  name = 'Sentence'
}

const SPOKEN = new Set(['Sentence', 'PostgresFailure', 'ConfigError', 'UnreadableEvent'])

/** What to print for anything that was thrown. */
export const say = (error) => {
  if (error instanceof Error && SPOKEN.has(error.name)) return error.message
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  if (diskIsFull(text)) return DISK_FULL
  return mayNot(error) ?? text
}

/** Typically a clone that somebody has started as root before. */
const mayNot = (error) =>
  ['EACCES', 'EPERM', 'EROFS'].includes(error?.code) && error.path
    ? `${error.path} may not be read or written by this user: start as the user who owns it, or change its owner with chown.`
    : null

export const DISK_FULL = 'The disk is full: make room, then start again.'
/** The last is what Postgres says where half a page still went in. */
export const diskIsFull = (text) =>
  /ENOSPC|EDQUOT|No space left on device|Disk quota exceeded|wrote only \d+ of \d+ bytes/i.test(text)
