/** Who decides is told what has come of it: nothing that was not paid is called paid. */
import { expect, test } from 'vitest'
import { type Decided, toldOf } from '../../../app/(staff)/staff/reviews/told-outcome.ts'

const transferId = '018f0000-0000-7000-8000-000000000001' as Decided['transferId']
const of = (outcome: object) => toldOf({ version: 1, transferId, ...outcome } as Decided)

test.each([
  ['a first of two approvals', { status: 'held', missing: 1 }, true, /^One approval is missing$/],
  ['the last, to another bank', { status: 'held', missing: 0 }, true, /other bank/],
  ['the last, inside the bank', { status: 'completed', missing: 0 }, true, /has been paid/],
  [
    'the last, which came too late',
    { status: 'failed', reason: 'AccountFrozen', missing: 0 },
    false,
    /frozen.*given back/,
  ],
  ['a refusal', { status: 'declined' }, true, /given back/],
])('%s', (_what, outcome, isDone, message) => {
  expect(of(outcome)).toMatchObject({ isDone, message: expect.stringMatching(message) })
})
