/** What is said of a Postgres that could not make its files, from what it said and from the room there is. */
import { expect, test } from 'vitest'
import { failed } from '../../db/embedded/failure.ts'

const PLENTY = 10_000_000_000
const FULL = 'The disk that holds /bank is full: make room, then start again.'
// Where initdb dies of the clean-up after a full disk, this is its last complaint.
const CLEAN_UP = 'running bootstrap script ... FATAL:  cannot abort transaction 1, it was already committed'

test.each<[string, string, number | undefined, string]>([
  ['says that the disk is full', 'initdb: error: No space left on device', PLENTY, FULL],
  [
    'says how much of a page it could still write',
    'FATAL:  could not extend file "base/1/2691": wrote only 4096 of 8192 bytes at block 9\nHINT:  Check free disk space.\nPANIC:  cannot abort transaction 1, it was already committed',
    PLENTY,
    FULL,
  ],
  ['trips over a full disk without saying so', CLEAN_UP, 20_000_000, FULL],
  ['says nothing, on a disk that is all but full', '', 63_999_999, FULL],
  [
    'has enough room',
    CLEAN_UP,
    64_000_000,
    'Postgres could not make its files: cannot abort transaction 1, it was already committed.',
  ],
  [
    'says nothing, and nobody knows of the room',
    '',
    undefined,
    'Postgres could not make its files: it did not say why.',
  ],
  [
    'has a reason of its own on a small disk',
    'initdb: error: Cannot allocate memory',
    20_000_000,
    'There is not enough memory for Postgres (it needs about 300 MB): close something, then start again.',
  ],
])('one that %s', (_, output, freeBytes, sentence) => {
  expect(failed('make its files', output, '/bank', freeBytes).message).toBe(sentence)
})
