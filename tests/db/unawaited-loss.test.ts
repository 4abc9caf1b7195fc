/** A loss that the driver tells nobody about is told from one that somebody waits for. */
import { expect, test } from 'vitest'
import { isUnawaitedLoss } from '../../db/connection-lost.ts'

const TYPES = 'select b.oid, b.typarray\n from pg_catalog.pg_type a'
const failure = (code: string, query?: string) => Object.assign(new Error('gone'), { code, query })

test.each([
  ['ended by the server', failure('57P01', TYPES), true],
  ['broken while it was written', failure('EPIPE', TYPES), true],
  ['of another question', failure('EPIPE', 'SELECT 1'), false],
  ['of no question', failure('EPIPE'), false],
  ['a refusal of that question', failure('42501', TYPES), false],
  ['no error at all', TYPES, false],
])('%s', (_, error, isUnawaited) => expect(isUnawaitedLoss(error)).toBe(isUnawaited))
