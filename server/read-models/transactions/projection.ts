/**
 * A row for every movement, its words, by which it is found, and lookups for the names and numbers that are joined to it.
 */
import type { MoneyDeposited, MoneyWithdrawn } from '../../domain/bank-account/events.ts'
import { categoryOfName } from '../../domain/categories/general-rules.ts'
import type { StoredEvent } from '../../domain/event.ts'
import { displayName, ERASED_NAME } from '../display-name.ts'
import { otherSideOf, receivedBy, writtenCategory } from '../other-side.ts'
import { append, existing, fold, projector, type StoredEventOf } from '../projection.ts'
import { amountClassOf } from './amount-classes.ts'
import { outsiders, payerIdOf } from './outsiders.ts'
import {
  type Direction,
  transactionAccountTable,
  transactionChoiceTable,
  transactionCoverTable,
  transactionCustomerTable,
  transactionNoteTable,
  transactionPaymentTable,
  transactionRefundTable,
  transactionRuleTable,
  transactionTable,
  transactionVocabularyTable,
  transactionWordTable,
} from './table.ts'
import { mistakesAllowed } from './typos.ts'
import { MAX_WORDS, spacedWords, wordsOf } from './words.ts'

type Movement = StoredEvent<MoneyDeposited | MoneyWithdrawn>

const movement = (event: Movement, direction: Direction) => ({
  position: event.globalPosition,
  accountId: event.data.accountId,
  transferId: event.data.transfer?.transferId ?? null,
  direction,
  amount: event.data.money.amountMinor,
  currency: event.data.money.currency,
  balanceAfter: event.data.balanceAfter.amountMinor,
  description: event.data.description,
  counterpartyAccountId: event.data.transfer?.counterpartyAccountId ?? null,
  at: event.createdAt,
  amountClass: amountClassOf(event.data.money.amountMinor),
  words: wordsOf(event.data.description)
    .map((word) => `'${word}'`)
    .join(' '),
  textCategory: writtenCategory(event.data) ?? ('' as const),
  otherSide: otherSideOf(event.data),
  isReceived: receivedBy(event.data) !== null,
})

const movements = append(
  transactionTable,
  {
    MoneyDeposited: (event) => [movement(event, 'in')],
    MoneyWithdrawn: (event) => [movement(event, 'out')],
  },
  { key: ({ data }) => data.accountId, keyProperty: 'accountId' },
)

const wordsIn = ({ globalPosition: position, data: { accountId, description } }: Movement) =>
  wordsOf(description).map((word, n) => ({ id: position * MAX_WORDS + n, accountId, word, position }))

const words = append(
  transactionWordTable,
  { MoneyDeposited: wordsIn, MoneyWithdrawn: wordsIn },
  { key: ({ data }) => data.accountId, keyProperty: 'accountId' },
)

const wordsToMean = ({ data: { description } }: Movement) =>
  wordsOf(description)
    .filter((word) => mistakesAllowed(word) > 0)
    .map((word) => ({ word }))

const vocabulary = append(
  transactionVocabularyTable,
  { MoneyDeposited: wordsToMean, MoneyWithdrawn: wordsToMean },
  { key: ({ data }) => data.accountId, onceBy: 'word' },
)

type Account = typeof transactionAccountTable.$inferSelect
type HoldChange = 'MoneyHeld' | 'HoldSettled' | 'HoldReleased'
const heldAfter = (row: Account | undefined, event: StoredEventOf<HoldChange>): Account => ({
  ...existing(row),
  held: event.data.heldAfter.amountMinor,
})

const accounts = fold(
  transactionAccountTable,
  {
    AccountOpened: (_, { data: { accountId, customerId, number, currency, product } }) => ({
      accountId,
      customerId,
      number,
      currency,
      product,
      held: 0n,
    }),
    MoneyHeld: heldAfter,
    HoldSettled: heldAfter,
    HoldReleased: heldAfter,
  },
  { key: ({ data }) => data.accountId },
)

type CoverChange = StoredEventOf<HoldChange | 'OverdraftLimitSet' | 'AccountClosed'>
const coverFrom = (event: CoverChange, change: { held: bigint } | { overdraftLimit: bigint }) => [
  {
    position: event.globalPosition,
    accountId: event.data.accountId,
    at: event.createdAt,
    held: null,
    overdraftLimit: null,
    ...change,
  },
]
const holdsFrom = (event: StoredEventOf<HoldChange>) =>
  coverFrom(event, { held: event.data.heldAfter.amountMinor })

const cover = append(
  transactionCoverTable,
  {
    MoneyHeld: holdsFrom,
    HoldSettled: holdsFrom,
    HoldReleased: holdsFrom,
    OverdraftLimitSet: (event) => coverFrom(event, { overdraftLimit: event.data.limit.amountMinor }),
    AccountClosed: (event) => coverFrom(event, { overdraftLimit: 0n }),
  },
  { key: ({ data }) => data.accountId, keyProperty: 'accountId' },
)

const named = (customerId: string, name: string) => ({
  customerId,
  name,
  searchName: spacedWords(name),
  category: categoryOfName(name),
})

const customers = fold(
  transactionCustomerTable,
  {
    CustomerRegistered: (_, { data }) => named(data.customerId, displayName(data)),
    CustomerForgotten: (_, { data }) => ({ ...named(data.customerId, ERASED_NAME), category: null }),
  },
  { key: ({ data }) => data.customerId },
)

const payments = fold(
  transactionPaymentTable,
  {
    PaymentOrdered: (_, { data: { transferId, accountId, payeeId } }) => ({
      transferId,
      accountId,
      outsiderId: payeeId,
      receivedAt: null,
    }),
    PaymentReceived: (_, { data, globalPosition }) => ({
      transferId: data.transferId,
      accountId: data.accountId,
      outsiderId: payerIdOf(data),
      receivedAt: globalPosition,
    }),
  },
  { key: ({ data }) => data.transferId },
)

const choices = fold(
  transactionChoiceTable,
  {
    TransactionCategorised: (_, { data: { position, accountId, category }, globalPosition }) => ({
      position,
      accountId,
      category,
      lastPosition: globalPosition,
    }),
  },
  { key: ({ data }) => String(data.position) },
)

const notes = fold(
  transactionNoteTable,
  {
    TransactionNoted: (_, { data: { position, customerId, note }, globalPosition }) => ({
      position,
      customerId,
      note,
      lastPosition: globalPosition,
    }),
  },
  { key: ({ data }) => String(data.position) },
)

const rules = append(
  transactionRuleTable,
  {
    CategoryRuleRemembered: ({ globalPosition, data: { accountId, otherSide, category, position } }) => [
      { position: globalPosition, accountId, otherSide, category, madeFrom: position },
    ],
    CategoryRuleForgotten: ({ globalPosition, data: { accountId, otherSide } }) => [
      { position: globalPosition, accountId, otherSide, category: null, madeFrom: null },
    ],
  },
  { key: ({ data }) => data.accountId, keyProperty: 'accountId' },
)

const refunds = append(
  transactionRefundTable,
  {
    TransferRefunded: ({ data: { refundId, transferId, money } }) => [
      { refundId, transferId, amount: money.amountMinor },
    ],
  },
  { key: ({ data }) => data.transferId, keyProperty: 'transferId' },
)

export const transactions = projector('transactions', [
  movements,
  words,
  vocabulary,
  accounts,
  cover,
  customers,
  outsiders,
  payments,
  choices,
  notes,
  rules,
  refunds,
])
