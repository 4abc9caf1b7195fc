'use client'

/**
 * For commands whose outcome a form waits for: given until there is an answer, with one id per form, not per click. What
 * goes unanswered keeps its id beyond the form: ./unanswered-commands.ts.
 */
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { answerText } from '../text/refusals.ts'
import { useBankSession } from './bank-session.tsx'
import { judge } from './failures.ts'
import { newId } from './new-id.ts'
import type { Failure } from './pending-overlay.ts'
import { readUpTo } from './read-up-to.ts'
import { leaveForSignIn } from './sign-in.ts'

const RETRY_PAUSES_MS = [400, 1_200]

const noAnswer: Failure = {
  reason: 'NoAnswer',
  message: answerText.none,
  field: null,
}

export const useCommand = <Answer extends { version: number }>() => {
  const { store } = useBankSession()
  const queryClient = useQueryClient()
  const [commandId, setCommandId] = useState(newId)
  const [isGiving, setGiving] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)

  /** The answer, once what it changed can be read; undefined when the command was refused or not answered. */
  const give = useCallback(
    async (send: (commandId: string) => Promise<Answer>): Promise<Answer | undefined> => {
      setGiving(true)
      setFailure(null)
      try {
        const answer = await untilAnswered(() => send(commandId))
        if ('failure' in answer) {
          setFailure(answer.failure)
          // A refused form may be filled in differently and is then another command.
          if (answer.failure !== noAnswer) setCommandId(newId())
          return undefined
        }
        setCommandId(newId())
        // As after a transfer: no screen, here or opened later, may show less than what this form has just done.
        store.changed(answer.version)
        await readUpTo(queryClient, answer.version)
        return answer
      } finally {
        setGiving(false)
      }
    },
    [commandId, queryClient, store],
  )
  return { give, isGiving, failure }
}

/** Gives a command until there is an answer, or none comes after several tries: one more than there are pauses. */
export const untilAnswered = async <Answer>(
  send: () => Promise<Answer>,
  pausesMs: readonly number[] = RETRY_PAUSES_MS,
): Promise<Answer | { failure: Failure }> => {
  for (const pauseMs of [...pausesMs, null]) {
    try {
      return await send()
    } catch (error) {
      const outcome = judge(error)
      if (outcome.kind === 'refused') return { failure: outcome.failure }
      if (outcome.kind === 'signed-out') leaveForSignIn()
      if (pauseMs !== null) await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }
  return { failure: noAnswer }
}
