/** Whom the buttons of a review are there for. The bank's own rules decide; these keep people from asking in vain. */
import { describe, expect, it } from 'vitest'
import { mayDecline, stateOf, whyNotApprove } from '../../../app/(staff)/staff/reviews/review-state.ts'
import type { Me, Review } from '../../../app/api-client/api.ts'
import { staffText } from '../../../app/text/staff.ts'

const { mayNot, submitted } = staffText.reviews
const me = (role: Me['role'], userId: string = role): Me => ({
  role,
  userId,
  name: 'A',
  customerId: null,
  demo: true,
  engineRoom: true,
})
const by = (role: 'teller' | 'approver') => ({ userId: role, role, at: '2026-01-01T00:00:00.000Z' })

const review = (
  missing: number,
  approvals: Review['review']['approvals'] = [],
  changes: Partial<Review> = {},
) =>
  ({
    status: 'held',
    history: [],
    ...changes,
    review: { missing, approvals, reasons: [], alerts: [] },
  }) as unknown as Review

describe('approving', () => {
  it.each<[string, Review, Me, string | null]>([
    ['the only approval, an approver', review(1), me('approver'), null],
    ['the only approval, a teller', review(1), me('teller'), mayNot.approverNeeded],
    ['the first of two, a teller', review(2), me('teller'), null],
    ['the second after an approver, a teller', review(1, [by('approver')]), me('teller'), null],
    [
      'the second after a teller, another teller',
      review(1, [by('teller')]),
      me('teller', 'other'),
      mayNot.approverNeeded,
    ],
    ['the second, whoever gave the first', review(1, [by('approver')]), me('approver'), mayNot.already],
    ['an auditor', review(1), me('auditor'), mayNot.auditor],
    ['what is over', review(0, [], { status: 'completed' }), me('approver'), mayNot.over],
    [
      'what is on its way to another bank',
      review(1, [], { history: [{ status: 'submitted', at: '' }] } as Partial<Review>),
      me('approver'),
      mayNot.over,
    ],
  ])('%s', (_, asked, who, answer) => expect(whyNotApprove(asked, who)).toBe(answer))
})

it('lets tellers and approvers decline what is still open, and nobody else', () => {
  expect(mayDecline(review(1), me('teller'))).toBe(true)
  expect(mayDecline(review(1), me('auditor'))).toBe(false)
  expect(mayDecline(review(0), me('approver'))).toBe(false)
})

it('says that a payment has been handed over though its money is still held', () => {
  expect(stateOf(review(0, [by('approver')]))).toBe(submitted)
})
