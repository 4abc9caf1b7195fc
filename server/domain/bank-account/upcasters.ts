/** What the events of movements once looked like. */
import { z } from 'zod'
import { parseDecimal } from '../decimal.ts'
import { olderVersion } from '../event.ts'
import { accountIdSchema, transferIdSchema } from '../ids.ts'
import { currencyDecimals, currencySchema } from '../money.ts'

const decimalMoneySchema = z.object({ amount: z.number(), currency: currencySchema })
type DecimalMoney = z.output<typeof decimalMoneySchema>

/**
 * To minor units without reckoning: the shortest text that means this number is what was written, as long as it has 15
 * digits or fewer (balances have 15 at most and amounts 12), and its digits are shifted as text. Throws for a fraction
 * that the currency does not have.
 */
export const minorUnitsOf = ({
  amount,
  currency,
}: DecimalMoney): { amountMinor: string; currency: string } => {
  const decimals = currencyDecimals[currency]
  const [whole = '', fraction = ''] = String(amount).split('.')
  const text = decimals === 0 ? whole : `${whole}.${fraction.padEnd(decimals, '0')}`
  const amountMinor = fraction.length <= decimals ? parseDecimal(text, currency) : undefined
  if (amountMinor === undefined)
    throw new RangeError(`${amount} is not a number of whole minor units of ${currency}`)
  return { amountMinor: amountMinor.toString(), currency }
}

/** Version 1 held decimal numbers of major units. */
export const moneyDepositedV1 = olderVersion(
  z.object({
    accountId: accountIdSchema,
    money: decimalMoneySchema,
    description: z.string(),
    balanceAfter: decimalMoneySchema,
    transfer: z.object({ transferId: transferIdSchema, counterpartyAccountId: accountIdSchema }).nullable(),
  }),
  ({ money, balanceAfter, ...rest }) => ({
    ...rest,
    money: minorUnitsOf(money),
    balanceAfter: minorUnitsOf(balanceAfter),
  }),
)

/** In stored form, which is what an upcaster answers: amounts stay text. */
const storedText = z.object({ amountMinor: z.string().regex(/^-?\d+$/), currency: currencySchema })

/** Version 1 did not say on which day it counts: there were no limits. */
export const moneyWithdrawnV1 = olderVersion(
  z.object({
    accountId: accountIdSchema,
    money: storedText,
    description: z.string(),
    balanceAfter: storedText,
    transfer: z.object({ transferId: transferIdSchema, counterpartyAccountId: accountIdSchema }).nullable(),
  }),
  (movement) => ({ ...movement, day: null, newPayee: null }),
)

export const moneyHeldV1 = olderVersion(
  z.object({
    accountId: accountIdSchema,
    transferId: transferIdSchema,
    money: storedText,
    heldAfter: storedText,
    description: z.string(),
  }),
  (hold) => ({ ...hold, day: null, newPayee: null }),
)
