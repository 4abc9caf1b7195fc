'use client'

/**
 * Transfers that are sent while something goes wrong: all at once, each with ids of its own that stay the same however
 * often it has to be asked about.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { type Account, api } from './api.ts'
import { useBankSession } from './bank-session.tsx'
import { untilAnswered } from './give-command.ts'
import { newId } from './new-id.ts'
import { readUpTo } from './read-up-to.ts'

/** Longer than connections are cut for at a stretch, and than a process needs to be started again. */
const RETRY_PAUSES_MS = [300, 700, 1_500, 3_000, 3_000, 3_000]
const LOOK_MS = 1_000

export type BurstItem = {
  readonly number: number
  readonly kind: 'own' | 'outside'
  readonly transferId: string
  readonly tries: number
  readonly state: 'under way' | 'done' | 'refused' | 'unknown'
  readonly version: number | null
  readonly refusal: string | null
}

type Send = (ids: { commandId: string; transferId: string }) => Promise<{ version: number }>
export type Order = { readonly kind: BurstItem['kind']; readonly send: Send }

export const useBurst = () => {
  const { store } = useBankSession()
  const queryClient = useQueryClient()
  const [items, setItems] = useState<readonly BurstItem[]>([])
  const orders = useRef(new Map<string, { readonly order: Order; readonly commandId: string }>())

  const change = (transferId: string, changed: Partial<BurstItem>) =>
    setItems((all) => all.map((item) => (item.transferId === transferId ? { ...item, ...changed } : item)))

  /** Answers at which version it was written. */
  const carryOut = async (transferId: string, triesBefore: number): Promise<number | undefined> => {
    const { order, commandId } = orders.current.get(transferId)!
    let tries = triesBefore
    const answer = await untilAnswered(() => {
      tries += 1
      change(transferId, { tries, state: 'under way' })
      return order.send({ commandId, transferId })
    }, RETRY_PAUSES_MS)
    if ('failure' in answer) {
      const { reason, message } = answer.failure
      const isUnknown = reason === 'NoAnswer'
      change(transferId, isUnknown ? { state: 'unknown' } : { state: 'refused', refusal: message })
      return undefined
    }
    const { version } = answer
    change(transferId, { state: 'done', version })
    store.changed(version)
    return version
  }

  /** The screens of the bank read once what all of them have changed. */
  const carryOutAll = async (those: readonly BurstItem[]): Promise<void> => {
    const versions = await Promise.all(those.map(({ transferId, tries }) => carryOut(transferId, tries)))
    const last = Math.max(0, ...versions.filter((version) => version !== undefined))
    if (last > 0) await readUpTo(queryClient, last)
  }

  /** In place of those before, none of which is under way any more. */
  const send = (those: readonly Order[]) => {
    orders.current.clear()
    const sent = those.map((order, index): BurstItem => {
      const transferId = newId()
      orders.current.set(transferId, { order, commandId: newId() })
      return {
        number: index + 1,
        kind: order.kind,
        transferId,
        tries: 0,
        state: 'under way',
        version: null,
        refusal: null,
      }
    })
    setItems(sent)
    void carryOutAll(sent)
  }
  return {
    items,
    send,
    askAgain: (item: BurstItem) => void carryOutAll([item]),
    isSending: items.some(({ state }) => state === 'under way'),
  }
}

export type TransferBetween = {
  readonly fromAccountId: string
  readonly toAccountId: string
  readonly money: Account['balance']
  readonly description: string
}

export const ownOrder = (transfer: TransferBetween): Order => ({
  kind: 'own',
  send: (ids) => api.commands.transferMoney.mutate({ ...transfer, ...ids }),
})

export const outsideOrder = (payment: {
  readonly fromAccountId: string
  readonly payeeId: string
  readonly money: Account['balance']
  readonly description: string
}): Order => ({ kind: 'outside', send: (ids) => api.commands.sendPayment.mutate({ ...payment, ...ids }) })

/** Of a customer: one to whom a payment leaves the bank. Null when there is none. */
export const usePayeeElsewhere = (isCustomer: boolean) =>
  useQuery({
    queryKey: ['engine-room', 'payee-elsewhere'],
    queryFn: async ({ signal }) =>
      (await api.payees.list.query({ limit: 200 }, { signal })).data.find(
        ({ accountId }) => accountId === null,
      ) ?? null,
    enabled: isCustomer,
  })

/** What has become of a payment to another bank, asked until it has ended. */
export const useOutcome = ({ transferId, state, version }: BurstItem) =>
  useQuery({
    queryKey: ['engine-room', 'outcome', transferId],
    queryFn: async ({ signal }) =>
      (await api.transfers.get.query({ transferId, afterVersion: version ?? 0 }, { signal })).data.status,
    enabled: state === 'done',
    retry: false,
    refetchInterval: ({ state: { data } }) => (data === undefined || data === 'held' ? LOOK_MS : false),
  }).data
