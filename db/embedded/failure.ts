/**
 * What goes wrong with a Postgres, said in one sentence to the person in front of the terminal. The message is all
 * there is to read: no stack, no server log.
 */
export class PostgresFailure extends Error {
  override name = 'PostgresFailure'
}

const diskFull = (place: string) => `The disk that holds ${place} is full: make room, then start again.`

const knownCauses: ReadonlyArray<readonly [pattern: RegExp, sentence: (place: string) => string]> = [
  // Where half a page still went in, Postgres names no reason but how far it came.
  [/No space left on device|ENOSPC|Disk quota exceeded|EDQUOT|wrote only \d+ of \d+ bytes/i, diskFull],
  [
    /could not (map anonymous shared memory|create shared memory segment|resize shared memory)|Cannot allocate memory/i,
    () =>
      'There is not enough memory for Postgres (it needs about 300 MB): close something, then start again.',
  ],
  [
    /Read-only file system|EROFS/i,
    (place) => `The disk that holds ${place} cannot be written to (it is read-only).`,
  ],
  [
    /database files are incompatible with server|was initialized by PostgreSQL version/i,
    (place) =>
      `The data in ${place} was made by another version of Postgres: move it away, or make a fresh demo bank with npm run reset.`,
  ],
  [
    /error while loading shared libraries|cannot open shared object file|Library not loaded|GLIBC_/i,
    () =>
      'The embedded Postgres does not run on this system (a library is missing): give DATABASE_URL with a Postgres 15 or newer instead.',
  ],
]

/** `output` is what Postgres or the operating system said. */
export const explain = (output: string, place: string): string | null =>
  knownCauses.find(([pattern]) => pattern.test(output))?.[1](place) ?? null

/** The last complaint of a server log, without its time stamp. */
export const lastComplaint = (log: string): string | null => {
  const complaints = log.match(/(?:FATAL|PANIC|ERROR):\s+.*/g) ?? log.match(/.*error:.*/g)
  return complaints?.at(-1)?.replace(/^\w+:\s+/, '') ?? null
}

/** A new cluster takes some 40 MB, and then the bank wants to write. */
const LEAST_FREE_BYTES = 64_000_000

/**
 * `freeBytes` where the files should have gone, for work that may trip over a full disk without saying so. Looked at
 * afterwards: initdb gives back what it had taken, so that little room is all there is left to see.
 */
export const failed = (doing: string, output: string, place: string, freeBytes?: number): PostgresFailure => {
  const known = explain(output, place)
  if (known) return new PostgresFailure(known)
  if (freeBytes !== undefined && freeBytes < LEAST_FREE_BYTES) return new PostgresFailure(diskFull(place))
  const said = lastComplaint(output) ?? output.trim().split('\n').at(-1) ?? ''
  return new PostgresFailure(`Postgres could not ${doing}: ${said || 'it did not say why'}.`)
}
