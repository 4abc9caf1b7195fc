import { expect, it } from 'vitest'
import { payeeIdIn, payHref } from '../../app/components/payee-address.ts'

const PAYEE = '01890000-0000-7000-8000-00000000000a'

it('names a payee by the id of the list', () => {
  const { pathname, searchParams } = new URL(payHref(PAYEE), 'http://bank')
  expect(pathname).toBe('/transfer')
  expect(payeeIdIn(searchParams.get('to') ?? '')).toBe(PAYEE)
  expect(payeeIdIn(PAYEE.toUpperCase())).toBe(PAYEE)
})

it.each([
  '',
  'PB55 0000 1234 5678 9012',
  'DE89370400440532013000',
  'Bob',
  `${PAYEE}0`,
  ` ${PAYEE}`,
  `${PAYEE}\n`,
])('takes nothing else: %j', (to) => expect(payeeIdIn(to)).toBeUndefined())
