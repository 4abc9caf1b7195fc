import { describe, expect, it } from 'vitest'
import { describeReadFailure, judge } from '../../app/api-client/failures.ts'
import { safeReturnPath } from '../../app/api-client/sign-in.ts'

const bankSays = (data: object) => Object.assign(new Error('from the bank'), { data })

describe('what an error means for a command', () => {
  it.each([
    ['a cut line', new TypeError('Failed to fetch'), 'again'],
    ['a time-out', new DOMException('timed out', 'TimeoutError'), 'again'],
    ['a page instead of an answer', new SyntaxError('Unexpected token <'), 'again'],
    ['500', bankSays({ httpStatus: 500 }), 'again'],
    ['503', bankSays({ httpStatus: 503 }), 'again'],
    ['429', bankSays({ httpStatus: 429 }), 'again'],
    ['a conflict', bankSays({ httpStatus: 409, reason: 'Conflict' }), 'again'],
    ['an id used for something else', bankSays({ httpStatus: 409, reason: 'CommandIdReused' }), 'refused'],
    ['a rule of the bank', bankSays({ httpStatus: 422, rejection: { reason: 'SameAccount' } }), 'refused'],
    ['bad input', bankSays({ httpStatus: 400, fields: [{ path: 'money.amount', reason: 'x' }] }), 'refused'],
    ['the wrong role', bankSays({ httpStatus: 403 }), 'refused'],
    ['an ended session', bankSays({ httpStatus: 401 }), 'signed-out'],
  ])('%s', (_, error, kind) => {
    expect(judge(error).kind).toBe(kind)
  })

  it.each([
    [
      { reason: 'AccountFrozen', field: 'toAccountId' },
      'The recipient’s account is frozen, so no money can move.',
      'to',
    ],
    [{ reason: 'AccountClosed', field: 'fromAccountId' }, 'The account you send from is closed.', 'from'],
    [
      { reason: 'InsufficientFunds', shortBy: { amount: '1250.00', currency: 'USD' } },
      'There is not enough money in the account: it is $1,250.00 short.',
      'amount',
    ],
    [{ reason: 'SomethingNew' }, 'The bank declined this (SomethingNew).', null],
  ])('%o is said in words', (rejection, message, field) => {
    expect(judge(bankSays({ httpStatus: 422, rejection }))).toMatchObject({ failure: { message, field } })
  })

  it('names the field of bad input', () => {
    const fields = [{ path: 'money.amount', reason: 'must be greater than zero' }]
    expect(judge(bankSays({ httpStatus: 400, fields }))).toMatchObject({
      failure: { message: 'The amount must be greater than zero.', field: 'amount' },
    })
  })
})

describe('what an error means for a page', () => {
  it.each([
    [408, 'The bank is still catching up with what has just happened.'],
    [404, 'There is nothing here that you may see.'],
    [503, 'The bank is busy right now.'],
  ])('%i', (httpStatus, message) => {
    expect(describeReadFailure(bankSays({ httpStatus }))).toBe(message)
  })

  it('names the correlation id of a fault', () => {
    expect(describeReadFailure(bankSays({ httpStatus: 500, correlationId: 'c-1' }))).toContain('c-1')
  })
})

describe('where a person lands after signing in', () => {
  it.each([
    ['/accounts/1', '/accounts/1'],
    ['https://elsewhere.example', '/'],
    ['//elsewhere.example', '/'],
    ['/\\elsewhere.example', '/'],
    ['/\t/elsewhere.example', '/'],
    ['/transfer?from=1', '/transfer?from=1'],
    ['javascript:alert(1)', '/'],
    [undefined, '/'],
  ])('%s → %s', (next, path) => {
    expect(safeReturnPath(next)).toBe(path)
  })
})
