import { expect, it } from 'vitest'
import {
  accountIdSchema,
  accountStream,
  commandIdSchema,
  customerIdSchema,
  customerStream,
  transferIdSchema,
  transferStream,
} from '../../server/domain/ids.ts'
import { alice, theTransfer } from '../support/bank.ts'
import { problemsOf } from '../support/problems.ts'

const schemas = { accountIdSchema, customerIdSchema, transferIdSchema, commandIdSchema }
const each = Object.entries(schemas)

it.each(each)('%s means the same in upper and lower case', (_name, schema) => {
  expect(schema.parse('01890A5D-AC96-774B-BCCE-B302099A8057')).toBe('01890a5d-ac96-774b-bcce-b302099a8057')
})

it.each(
  each.flatMap(([name, schema]) =>
    [
      '',
      'x',
      '01890a5dac96774bbcceb302099a8057',
      ' 01890a5d-ac96-774b-bcce-b302099a8057',
      `${alice.accountId}\n`,
      7,
      null,
    ].map((value) => [name, value, schema] as const),
  ),
)('%s is never %j', (_name, value, schema) => {
  expect(problemsOf(schema, value)).toEqual([': must be a UUID'])
})

it('every stream is named by its aggregate and its id', () => {
  expect(accountStream(alice.accountId)).toBe(`BankAccount-${alice.accountId}`)
  expect(customerStream(alice.customerId)).toBe(`Customer-${alice.customerId}`)
  expect(transferStream(theTransfer)).toBe(`Transfer-${theTransfer}`)
})
