'use client'

/** Takes a change of category back, with what was to be remembered of it: ./undo-steps.ts. */
import { useQueryClient } from '@tanstack/react-query'
import { allPages } from '../../../../api-client/all-pages.ts'
import { api, type Transaction } from '../../../../api-client/api.ts'
import { useBankSession } from '../../../../api-client/bank-session.tsx'
import { judge } from '../../../../api-client/failures.ts'
import { newId } from '../../../../api-client/new-id.ts'
import { showProblem } from '../../../../components/notices.tsx'
import { transactionText } from '../../../../text/transaction.ts'
import { type RememberedRule, undoSteps } from './undo-steps.ts'

const { category: text } = transactionText

/** `before` is what was remembered before the change; null where nothing was to be remembered. */
export const useUndoCategory = (line: Transaction) => {
  const { store } = useBankSession()
  const queryClient = useQueryClient()
  return async (before: readonly RememberedRule[] | null): Promise<void> => {
    const { position } = line
    try {
      const now = before ? await ruleMadeFrom(position, store.floor()) : undefined
      for (const step of undoSteps(line, { now, before: before ?? [] })) {
        const commandId = newId()
        const { version } = await ('forget' in step
          ? api.commands.forgetCategoryRule.mutate({ commandId, ruleId: step.forget })
          : api.commands.categoriseTransaction.mutate({ commandId, position, ...step }))
        store.changed(version)
      }
    } catch (error) {
      const outcome = judge(error)
      showProblem(text.notUndone, outcome.kind === 'refused' ? outcome.failure.message : text.notUndoneDetail)
    }
    await queryClient.invalidateQueries({ queryKey: ['bank'] })
  }
}

/** All that is remembered now. Where that cannot be read, a change is worth more than its undo: then it is as if nothing were. */
export const rememberedRules = async (afterVersion: number): Promise<readonly RememberedRule[]> =>
  allPages((cursor) => api.insights.rules.query({ limit: 200, cursor, afterVersion }))
    .then(({ data }) => data)
    .catch(() => [])

const ruleMadeFrom = async (position: number, afterVersion: number): Promise<RememberedRule | undefined> => {
  // The newest are answered first, and this one was made a moment ago.
  const { data: rules } = await api.insights.rules.query({ afterVersion })
  return rules.find(({ example }) => example.position === position)
}
