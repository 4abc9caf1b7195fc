/** How the simulated clearing house behaves: everything that can be chosen stands here. */
import { ANSWERED_WITHIN_MINUTES, BUSINESS_HOURS, INSTANT_UP_TO, LARGEST } from '../domain/payment/arrival.ts'
import type { Refusal } from './clearing-house.ts'

export type Outcome =
  | { readonly kind: 'settled' }
  | { readonly kind: 'rejected' | 'returned'; readonly reason: Refusal }
  /** Settled when nobody expects it any more. */
  | { readonly kind: 'late' }
  /** Lost: it is never settled and never answered. */
  | { readonly kind: 'silent' }

/** In seconds, both ends included. */
type Range = readonly [from: number, to: number]

export type ClearingSettings = {
  /** The same seed, and the same orders in the same sequence, have the same outcomes. */
  readonly seed: string
  /** From one order to the next: what is left is settled. */
  readonly probabilities: {
    readonly rejected: number
    readonly returned: number
    readonly late: number
    readonly silent: number
    /** That a message comes twice; that a return comes before the settlement; that the payee pays some of it back. */
    readonly duplicate: number
    readonly outOfOrder: number
    readonly reply: number
  }
  /** What happens to payments to numbers that end so, whatever chance says. */
  readonly byEnding: Readonly<Record<string, Outcome>>
  /** Up to this many major units (hundreds of them for yen), payments are instant, day and night. */
  readonly instantUpTo: bigint
  /** Nothing larger is taken. */
  readonly largest: bigint
  /** For larger payments: from Monday to Friday, and what comes after the cut-off waits for the next day. */
  readonly businessHours: { readonly zone: string; readonly opens: string; readonly cutOff: string }
  readonly seconds: {
    readonly instantAnswer: Range
    readonly batchAnswer: Range
    readonly instantReturn: Range
    readonly batchReturn: Range
    readonly lateAnswer: Range
    readonly duplicateAfter: Range
    readonly replyAfter: Range
  }
}

const DAY = 86_400

export const clearingSettings: ClearingSettings = {
  seed: 'passbook',
  probabilities: {
    rejected: 0.04,
    returned: 0.02,
    late: 0.005,
    silent: 0.005,
    duplicate: 0.1,
    outOfOrder: 0.2,
    reply: 0.1,
  },
  byEnding: {
    '0000': { kind: 'settled' },
    '0001': { kind: 'rejected', reason: 'AccountClosed' },
    '0002': { kind: 'rejected', reason: 'UnknownAccount' },
    '0003': { kind: 'returned', reason: 'PayeeRefused' },
    '0004': { kind: 'silent' },
    '0005': { kind: 'late' },
  },
  // What customers are told as well.
  instantUpTo: INSTANT_UP_TO,
  largest: LARGEST,
  businessHours: BUSINESS_HOURS,
  seconds: {
    instantAnswer: [2, 8],
    batchAnswer: [300, ANSWERED_WITHIN_MINUTES * 60],
    instantReturn: [30, 120],
    batchReturn: [DAY, 2 * DAY],
    lateAnswer: [8 * DAY, 9 * DAY],
    duplicateAfter: [1, 60],
    replyAfter: [60, 3_600],
  },
}
