'use client'

/**
 * Takes a change of category back: what was chosen before is chosen again, and what was remembered is forgotten, or as it
 * was remembered before.
 */
import { useQueryClient } from '@tanstack/react-query'
import type { Category } from '../../../../../server/domain/categories/category.ts'
import { api, type Transaction } from '../../../../api-client/api.ts'
import { useBankSession } from '../../../../api-client/bank-session.tsx'
import { judge } from '../../../../api-client/failures.ts'
import { newId } from '../../../../api-client/new-id.ts'
import { showProblem } from '../../../../components/notices.tsx'
import { transactionText } from '../../../../text/transaction.ts'

const { category: text } = transactionText

export const useUndoCategory = ({ position, category, categorySource }: Transaction) => {
  const { store } = useBankSession()
  const queryClient = useQueryClient()
  return async ({ isRemembered }: { isRemembered: boolean }): Promise<void> => {
    const wasRemembered = categorySource === 'remembered'
    const say = (before: { category: Category | null; remember?: boolean }) =>
      api.commands.categoriseTransaction.mutate({ commandId: newId(), position, ...before })
    try {
      // Of what is alike one category is remembered: the one before comes back only by being said again.
      if (isRemembered && wasRemembered) await say({ category, remember: true })
      const { version } = await say({ category: categorySource === 'chosen' ? category : null })
      store.changed(version)
      if (isRemembered && !wasRemembered) await forgetRuleMadeFrom(position, version)
    } catch (error) {
      const outcome = judge(error)
      showProblem(text.notUndone, outcome.kind === 'refused' ? outcome.failure.message : text.notUndoneDetail)
    }
    await queryClient.invalidateQueries({ queryKey: ['bank'] })
  }
}

const forgetRuleMadeFrom = async (position: number, afterVersion: number): Promise<void> => {
  const { data: rules } = await api.insights.rules.query({ afterVersion })
  const rule = rules.find(({ example }) => example.position === position)
  if (rule) await api.commands.forgetCategoryRule.mutate({ commandId: newId(), ruleId: rule.ruleId })
}
