'use client'

/** Commands on their way: which there are, one of them step by step, and one that is sent from here and measured. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type Account, api } from './api.ts'
import { useBankSession } from './bank-session.tsx'
import { untilAnswered } from './give-command.ts'
import { newId } from './new-id.ts'
import { readUpTo } from './read-up-to.ts'

const LIST = ['engine-room', 'commands'] as const
const LIST_SIZE = 8
/** Nothing is pushed for rejected commands, so the list is asked for; not while the page is hidden. */
const LOOK_EVERY_MS = 4_000
/** While the read models have not all taken a command in. */
const LOOK_CLOSELY_MS = 300
/** For so long: a paused read model would be waited for without an end. */
const LOOK_FOR = 20

export type ListedCommand = Awaited<ReturnType<typeof api.engineRoom.recentCommands.query>>['data'][number]
export type CommandFlow = Awaited<ReturnType<typeof api.engineRoom.commandFlow.query>>['data']
export type RecordedCommand = NonNullable<CommandFlow['recorded']>
export type ProjectorStep = CommandFlow['projectors'][number]
export type RowsAround = Awaited<ReturnType<typeof api.engineRoom.commandRows.query>>['data'][number]

/** What this page has measured of a command that it has sent, by `performance.now()`. */
export type Marks = {
  readonly clickedAt: number
  readonly sentAt: number
  readonly answeredAt: number
  /** The read model had answered at the new version; undefined for one that was refused. */
  readonly readAt?: number
  readonly shownAt?: number
  /** What was read then. */
  readonly balance?: Account['balance']
}

export const useRecentCommands = () =>
  useQuery({
    queryKey: LIST,
    queryFn: ({ signal }) => api.engineRoom.recentCommands.query({ limit: LIST_SIZE }, { signal }),
    refetchInterval: LOOK_EVERY_MS,
  })

const isOver = ({ events, recorded, projectors }: CommandFlow): boolean =>
  events.length === 0 ||
  projectors.every(
    ({ isConcerned, hasSeen, times }) => !isConcerned || (hasSeen && (!recorded || times !== null)),
  )

export const useCommandFlow = (commandId: string | null) =>
  useQuery({
    queryKey: ['engine-room', 'flow', commandId],
    queryFn: ({ signal }) => api.engineRoom.commandFlow.query({ commandId: commandId ?? '' }, { signal }),
    enabled: commandId !== null,
    retry: false,
    refetchInterval: ({ state }) =>
      state.data && !isOver(state.data.data) && state.dataUpdateCount < LOOK_FOR ? LOOK_CLOSELY_MS : false,
  })

/** Asked for once one looks, and again when more read models have taken the command in. */
export const useCommandRows = (commandId: string, seen: number) =>
  useQuery({
    queryKey: ['engine-room', 'command-rows', commandId, seen],
    queryFn: ({ signal }) => api.engineRoom.commandRows.query({ commandId }, { signal }),
    placeholderData: keepPreviousData,
  })

export type TransferToSend = {
  readonly fromAccountId: string
  readonly toAccountId: string
  readonly money: Account['balance']
  readonly description: string
}

export type Sent = { readonly commandId: string; readonly marks: Marks; readonly refusal: string | null }

const nextFrame = () => new Promise<void>((resolve) => requestAnimationFrame(() => resolve()))

/** Sends a transfer and reads the balance that it leaves, with a reading of the clock at each step. */
export const useMeasuredTransfer = (onSent: (sent: Sent) => void) => {
  const { store } = useBankSession()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async ({
      transfer,
      clickedAt,
    }: {
      transfer: TransferToSend
      clickedAt: number
    }): Promise<Sent> => {
      const commandId = newId()
      const transferId = newId()
      let sentAt = clickedAt
      const answer = await untilAnswered(() => {
        sentAt = performance.now()
        return api.commands.transferMoney.mutate({ ...transfer, commandId, transferId })
      })
      const answeredAt = performance.now()
      if ('failure' in answer)
        return { commandId, marks: { clickedAt, sentAt, answeredAt }, refusal: answer.failure.message }
      const { data } = await api.accounts.balance.query({
        accountId: transfer.fromAccountId,
        afterVersion: answer.version,
      })
      const readAt = performance.now()
      store.changed(answer.version)
      void readUpTo(queryClient, answer.version)
      await nextFrame()
      const marks = {
        clickedAt,
        sentAt,
        answeredAt,
        readAt,
        shownAt: performance.now(),
        balance: data.balance,
      }
      return { commandId, marks, refusal: null }
    },
    onSuccess: onSent,
    onSettled: () => queryClient.invalidateQueries({ queryKey: LIST }),
  })
}

/** Whose account it is, by its number: anybody's can be paid into. */
export const findAccount = (number: string) => api.accounts.findByNumber.query({ number })
