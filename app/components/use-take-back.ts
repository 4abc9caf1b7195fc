'use client'

/**
 * Takes back what was done by the command that does the opposite, for the button of a message: it outlives the form that
 * has done it, and whether it could be done it says by a message of its own.
 */
import { useQueryClient } from '@tanstack/react-query'
import { useBankSession } from '../api-client/bank-session.tsx'
import { untilAnswered } from '../api-client/give-command.ts'
import { newId } from '../api-client/new-id.ts'
import { readUpTo } from '../api-client/read-up-to.ts'
import { shellText } from '../text/shell.ts'
import { showProblem } from './notices.tsx'

export const useTakeBack = () => {
  const { store } = useBankSession()
  const queryClient = useQueryClient()
  return async (send: (commandId: string) => Promise<{ version: number }>): Promise<void> => {
    const commandId = newId()
    const answer = await untilAnswered(() => send(commandId))
    if ('failure' in answer) {
      showProblem(shellText.notUndone, answer.failure.message)
      return
    }
    store.changed(answer.version)
    await readUpTo(queryClient, answer.version)
  }
}
