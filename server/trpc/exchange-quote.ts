/**
 * A price that was named, from its own events: it holds for seconds, in which no read model may be behind. The version is
 * the log's head, read before them.
 */
import type { Sql } from '../../db/client.ts'
import type { Aggregate } from '../domain/decider.ts'
import { isOver, type Quote, quoteRef } from '../domain/exchange/decider.ts'
import type { QuoteId } from '../domain/ids.ts'
import { toWire, type WireMoney } from '../domain/money.ts'
import { loadStreams } from '../event-store/load.ts'
import { readHead } from '../event-store/read.ts'
import type { Answer } from '../read-models/version.ts'
import { VersionNotReached } from '../read-models/wait.ts'
import { percent } from './percent.ts'

export type ExchangeQuote = {
  quoteId: string
  /** Until `expiresAt` it can be used, once. */
  status: 'offered' | 'used' | 'expired'
  customerId: string
  fromAccountId: string
  toAccountId: string
  sell: WireMoney
  buy: WireMoney
  /** Of the bought currency for one unit of the sold one. */
  rate: string
  /** The market's, and when it was so; what the bank keeps of it, in percent. */
  middleRate: string
  ratesAt: string
  spreadPercent: string
  quotedAt: string
  expiresAt: string
}

/** `undefined` when there is none, or it is not this customer's. */
export const exchangeQuote = async (
  sql: Sql,
  {
    quoteId,
    customerId,
    at,
    afterVersion = 0,
  }: {
    quoteId: QuoteId
    customerId: string | undefined
    at: Date
    afterVersion?: number | undefined
  },
): Promise<Answer<ExchangeQuote> | undefined> => {
  const version = await readHead(sql)
  if (version < afterVersion) throw new VersionNotReached(afterVersion, version)
  const { streamId, aggregate } = quoteRef(quoteId)
  const [loaded] = await loadStreams(sql, [
    { streamId, aggregate: aggregate as unknown as Aggregate, from: undefined },
  ])
  const quote = loaded?.state as Quote
  if (quote.status === 'none') return undefined
  if (customerId !== undefined && quote.customerId !== customerId) return undefined
  const { sell, buy, spreadPpm, ...rest } = quote
  const isExpired = quote.status === 'offered' && isOver(quote, at.toISOString())
  return {
    version,
    data: {
      quoteId,
      ...rest,
      status: isExpired ? 'expired' : quote.status,
      sell: toWire(sell),
      buy: toWire(buy),
      spreadPercent: percent(BigInt(spreadPpm)),
    },
  }
}
