/** Every projector of the bank. A new read model is its folder and a line here. */
import { accountSummaries } from './account-summaries/projection.ts'
import { transactions } from './transactions/projection.ts'
import { transfers } from './transfers/projection.ts'

export const projectors = [accountSummaries, transactions, transfers] as const

export type ProjectorName = (typeof projectors)[number]['name']
