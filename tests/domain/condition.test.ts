import { describe, expect, test } from 'vitest'
import { conditionSchema, holds, pathsIn } from '../../server/domain/condition.ts'
import { fc, runs } from '../support/property.ts'

const account = (amount: string, status = 'open') => ({ status, balance: { amount, currency: 'USD' } })
const is = (path: string, relation: string, value: string | number | boolean) =>
  conditionSchema.parse({ path, is: relation, value })

test.each([
  ['balance', 'below', '0', '-0.01', true],
  ['balance', 'below', '0', '0.00', false],
  ['balance', 'below', 0, '-0.01', true],
  ['balance', 'above', '99.99', '100.00', true],
  ['balance', 'above', '100', '100.00', false],
  ['balance', 'above', '9', '10.00', true],
  ['balance.amount', 'equals', '12.5', '12.50', true],
  ['balance', 'equals', '12.50', '12.05', false],
  ['balance', 'differs', '12.50', '12.05', true],
  ['balance.currency', 'equals', 'USD', '1.00', true],
  ['status', 'equals', 'open', '1.00', true],
  ['status', 'below', '5', '1.00', false],
  ['limit', 'below', '5', '1.00', false],
  ['limit', 'differs', '5', '1.00', false],
  ['balance', 'above', '9007199254740992', '9007199254740993.00', true],
] as const)('%s %s %j of an account with %s: %j', (path, relation, value, amount, expected) => {
  expect(holds(is(path, relation, value), account('0.00'), account(amount))).toBe(expected)
})

test('becomes holds at the change alone', () => {
  const frozen = is('status', 'becomes', 'frozen')
  expect(holds(frozen, account('1.00'), account('1.00', 'frozen'))).toBe(true)
  expect(holds(frozen, account('1.00', 'frozen'), account('2.00', 'frozen'))).toBe(false)
  expect(holds(frozen, account('1.00', 'frozen'), account('1.00'))).toBe(false)
  expect(holds(frozen, { status: 'none' }, account('1.00', 'frozen'))).toBe(true)
})

test('any two decimals are compared as what they are', () => {
  const cents = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n })
  const text = (value: bigint) => {
    const digits = (value < 0n ? -value : value).toString().padStart(3, '0')
    return `${value < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
  }
  fc.assert(
    fc.property(cents, fc.oneof(cents, fc.constant(0n)), (a, b) => {
      const asked = (relation: string) =>
        holds(is('balance', relation, text(b)), account('0'), account(text(a)))
      expect([asked('below'), asked('equals'), asked('above')]).toEqual([a < b, a === b, a > b])
    }),
    runs(200),
  )
})

describe('a condition that makes no sense names the field', () => {
  test.each([
    [{ path: '', is: 'below', value: '0' }, 'path'],
    [{ path: 'a..b', is: 'below', value: '0' }, 'path'],
    [{ path: '__proto__.x y', is: 'below', value: '0' }, 'path'],
    [{ path: 'balance', is: 'beneath', value: '0' }, 'is'],
    [{ path: 'balance', is: 'below', value: 'nothing' }, 'value'],
    [{ path: 'balance', is: 'below', value: true }, 'value'],
    [{ path: 'balance', is: 'above', value: '1e400' }, 'value'],
    [{ path: 'balance', is: 'below' }, 'value'],
    ['frozen', ''],
  ])('%j', (given, field) => {
    const result = conditionSchema.safeParse(given)
    expect(result.error?.issues.map(({ path }) => path.join('.'))).toContain(field)
  })
})

test('inherited names are no part of a state', () => {
  expect(holds(is('constructor.name', 'equals', 'Object'), {}, account('1.00'))).toBe(false)
  expect(pathsIn(account('1.00'))).toEqual(['status', 'balance.amount', 'balance.currency'])
})
