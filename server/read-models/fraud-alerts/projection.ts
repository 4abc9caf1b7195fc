/**
 * Looks at every transfer between two customers when it is ordered, and at the money when it has arrived, by the rules in
 * `server/domain/fraud`. What they need to remember stands in rows of its own, so that an alert follows from the log alone:
 * the same ones however it is cut into batches, and whenever it is read anew.
 */

import { circle, type Passed, waysAfter } from '../../domain/fraud/circle.ts'
import { type Finding, fraudRules } from '../../domain/fraud/finding.ts'
import { lookAt, NOTHING_REMEMBERED, type Sending } from '../../domain/fraud/payer.ts'
import { isReserved, THE_BANK } from '../../domain/the-bank.ts'
import { customerNames } from '../customer-names.ts'
import { existing, finder, fold, found, projector, type StoredEventOf } from '../projection.ts'
import {
  fraudAccountTable,
  fraudAlertTable,
  fraudCustomerTable,
  fraudPayerTable,
  fraudWayTable,
  type NowSending,
} from './table.ts'

type Alert = typeof fraudAlertTable.$inferSelect
type Payer = typeof fraudPayerTable.$inferSelect
type Transfer = StoredEventOf<'TransferHeld' | 'TransferCompleted'>

const payerOf = (accountId: string) => `payer ${accountId}`

/** What is being sent, when the event says that it is sent to somebody else now: not when held money is settled. */
const sendingOf = (payer: Payer | undefined, { data, createdAt }: Transfer): Sending | undefined => {
  const { transferId, fromCustomerId, toCustomerId, money } = data
  const { sending } = payer ?? {}
  if (!sending || sending.isSettled || sending.transferId !== transferId) return undefined
  if (fromCustomerId === toCustomerId) return undefined
  const { newPayee, quietSince } = sending
  return { at: createdAt.toISOString(), money, newPayee, quietSince }
}

const looked = (row: Payer | undefined, event: Transfer): Payer | undefined => {
  // What comes from another bank is paid by one of the bank's own accounts.
  if (event.data.fromCustomerId === THE_BANK) return undefined
  const payer = existing(row)
  const sending = sendingOf(payer, event)
  if (!sending) return undefined
  const { memory } = lookAt(sending, payer.memory)
  return { ...payer, memory, sending: null, lastPosition: event.globalPosition }
}

const spent = (
  row: Payer | undefined,
  { createdAt, globalPosition }: StoredEventOf<'MoneyHeld' | 'MoneyWithdrawn' | 'HoldSettled'>,
  sending: Omit<NowSending, 'quietSince'> | null,
): Payer => {
  const payer = existing(row)
  return {
    ...payer,
    sending: sending && { ...sending, quietSince: payer.quietSince },
    quietSince: createdAt.toISOString(),
    lastPosition: globalPosition,
  }
}

const payers = fold(
  fraudPayerTable,
  {
    AccountOpened: (_, { data, createdAt, globalPosition }) =>
      data.product === 'internal'
        ? undefined
        : {
            payer: payerOf(data.accountId),
            memory: NOTHING_REMEMBERED,
            quietSince: createdAt.toISOString(),
            sending: null,
            lastPosition: globalPosition,
          },
    MoneyHeld: (row, event) => {
      const { transferId, newPayee } = event.data
      return spent(row, event, { transferId, newPayee, isSettled: false })
    },
    HoldSettled: (row, event) =>
      spent(row, event, { transferId: event.data.transferId, newPayee: null, isSettled: true }),
    MoneyWithdrawn: (row, event) => {
      const { accountId, transfer, newPayee } = event.data
      if (isReserved(accountId)) return undefined
      if (transfer === null) return spent(row, event, null)
      if (row?.sending?.isSettled && row.sending.transferId === transfer.transferId) return undefined
      return spent(row, event, { transferId: transfer.transferId, newPayee, isSettled: false })
    },
    TransferHeld: looked,
    TransferCompleted: looked,
  },
  { key: ({ data }) => payerOf('fromAccountId' in data ? data.fromAccountId : data.accountId) },
)

/** Undefined for what begins or ends outside the bank, or stays with one customer. */
const passedBy = ({ data, createdAt }: StoredEventOf<'TransferCompleted'>): Passed | undefined => {
  const { fromCustomerId: from, toCustomerId: to, money } = data
  if (from === to || from === THE_BANK || to === THE_BANK) return undefined
  return { at: createdAt.toISOString(), from, to, money }
}

const paidTo = (customerId: string) => `paid ${customerId}`

const ways = fold(
  fraudWayTable,
  {
    TransferCompleted: (row, event, other) => {
      const passed = passedBy(event)
      if (!passed) return undefined
      const before = row?.ways ?? []
      const after = waysAfter(passed, { ofPayer: other?.ways ?? [], ofPayee: before })
      return after === before
        ? undefined
        : { paid: paidTo(passed.to), ways: after, lastPosition: event.globalPosition }
    },
  },
  {
    key: ({ data }) => paidTo(data.toCustomerId),
    lookedAt: ({ data }) => paidTo(data.fromCustomerId),
  },
)

/** A UUID of version 8: which rule, and the position of the event. */
const alertIdOf = ({ rule }: Finding, position: number): string =>
  `0000000${fraudRules.indexOf(rule) + 1}-0000-8000-8000-${position.toString(16).padStart(12, '0')}`

const alertOf = (
  finding: Finding & { readonly hands?: readonly string[] },
  { data, createdAt, globalPosition }: Transfer,
): Alert => ({
  alertId: alertIdOf(finding, globalPosition),
  rule: finding.rule,
  severity: finding.severity,
  figures: finding.figures,
  transferId: data.transferId,
  fromAccountId: data.fromAccountId,
  fromCustomerId: data.fromCustomerId,
  toAccountId: data.toAccountId,
  toCustomerId: data.toCustomerId,
  amount: data.money.amountMinor,
  currency: data.money.currency,
  hands: finding.hands ?? null,
  at: createdAt,
  position: globalPosition,
})

const onSending = ({ row }: { row: Payer | undefined }, event: Transfer): Alert[] => {
  const sending = sendingOf(row, event)
  if (!row || !sending) return []
  return lookAt(sending, row.memory).findings.map((finding) => alertOf(finding, event))
}

const alerts = found(
  fraudAlertTable,
  [
    [
      payers,
      finder(fraudPayerTable, fraudAlertTable, { TransferHeld: onSending, TransferCompleted: onSending }),
    ],
    [
      ways,
      finder(fraudWayTable, fraudAlertTable, {
        TransferCompleted: ({ other }, event) => {
          const passed = passedBy(event)
          const finding = passed && circle(passed, other?.ways ?? [])
          return finding ? [alertOf(finding, event)] : []
        },
      }),
    ],
  ],
  { key: ({ streamId }) => `found ${streamId}` },
)

const accounts = fold(
  fraudAccountTable,
  {
    AccountOpened: (_, { data: { accountId, customerId, number } }) => ({ accountId, customerId, number }),
  },
  { key: ({ data }) => data.accountId },
)

export const fraudAlerts = projector('fraud-alerts', [
  payers,
  ways,
  alerts,
  accounts,
  customerNames(fraudCustomerTable),
])
