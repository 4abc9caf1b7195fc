'use client'

/** A price that the bank names for an exchange and keeps for seconds. Another one is asked for with one press. */
import { useCallback, useState } from 'react'
import type { WireMoney } from '../../../server/domain/decimal.ts'
import { api } from '../../api-client/api.ts'
import { untilAnswered } from '../../api-client/give-command.ts'
import type { Quote } from '../../api-client/move-queries.ts'
import { newId } from '../../api-client/new-id.ts'
import type { Failure } from '../../api-client/pending-overlay.ts'

export type PriceRequest = {
  readonly fromAccountId: string
  readonly toAccountId: string
  readonly side: 'sell' | 'buy'
  readonly money: WireMoney
}

export type Price = Quote & {
  /** Of the exchange at this price: however often it is sent, it is done once. */
  readonly commandId: string
  /** By this browser's own clock, which may be wrong: reckoned from before the bank was asked, so never too late. */
  readonly holdsUntil: string
}

export const usePrice = () => {
  const [price, setPrice] = useState<Price | null>(null)
  const [isAsking, setAsking] = useState(false)

  const ask = useCallback(
    async ({ side, money, ...accounts }: PriceRequest): Promise<{ failure: Failure } | undefined> => {
      const [commandId, askedAt] = [newId(), Date.now()]
      setAsking(true)
      try {
        const answer = await untilAnswered(() =>
          api.exchange.quote.mutate({ ...accounts, [side]: money, commandId }),
        )
        if ('failure' in answer) return answer
        const holdsForMs = Date.parse(answer.expiresAt) - Date.parse(answer.quotedAt)
        const holdsUntil = new Date(askedAt + holdsForMs).toISOString()
        setPrice({ ...answer, commandId: newId(), holdsUntil })
        return undefined
      } finally {
        setAsking(false)
      }
    },
    [],
  )
  return { price, isAsking, ask, forget: useCallback(() => setPrice(null), []) }
}
