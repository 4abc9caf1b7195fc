/** Every process of the bank, with the table that its instances stand in. A new one is its folder in the domain, its table and a line here. */
import { monthEnd } from '../../domain/month-end/process.ts'
import { occurrenceReview } from '../../domain/occurrence-review/process.ts'
import { paymentProcess } from '../../domain/payment/process.ts'
import { paymentRequestExpiry } from '../../domain/payment-request-expiry/process.ts'
import type { Process } from '../../domain/process.ts'
import { standingOrderExecution } from '../../domain/standing-order-execution/process.ts'
import { transferSettlement } from '../../domain/transfer-settlement/process.ts'
import {
  monthEndTable,
  occurrenceReviewTable,
  type ProcessTable,
  paymentProcessTable,
  paymentRequestExpiryTable,
  standingOrderExecutionTable,
  transferSettlementTable,
} from './table.ts'

export type RegisteredProcess = { readonly process: Process; readonly table: ProcessTable }

/** Within the runner a process's own state is not followed: it is given back what it has made. */
const registered = <Defined extends { readonly name: string }>(
  process: Defined,
  table: ProcessTable,
): RegisteredProcess => ({ process: process as unknown as Process, table })

export const processes: readonly RegisteredProcess[] = [
  registered(monthEnd, monthEndTable),
  registered(occurrenceReview, occurrenceReviewTable),
  registered(paymentProcess, paymentProcessTable),
  registered(paymentRequestExpiry, paymentRequestExpiryTable),
  registered(standingOrderExecution, standingOrderExecutionTable),
  registered(transferSettlement, transferSettlementTable),
]
