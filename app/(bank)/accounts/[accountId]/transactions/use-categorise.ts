'use client'

/**
 * Chooses one category for many lines, with a command for each: each is done once or not at all, and is taken back by
 * itself. What is so already needs no command.
 */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Category } from '../../../../../server/domain/categories/category.ts'
import { api } from '../../../../api-client/api.ts'
import { useBankSession } from '../../../../api-client/bank-session.tsx'
import { untilAnswered } from '../../../../api-client/give-command.ts'
import { newId } from '../../../../api-client/new-id.ts'
import type { Failure } from '../../../../api-client/pending-overlay.ts'
import { readUpTo } from '../../../../api-client/read-up-to.ts'
import { showProblem, showUndoable } from '../../../../components/notices.tsx'
import { categoryNames } from '../../../../text/categories.ts'
import { shellText } from '../../../../text/shell.ts'
import { transactionsText } from '../../../../text/transactions.ts'
import { chosenBefore, type Pickable } from './selection.ts'

const { select: text } = transactionsText

/** As many commands as are on their way at a time. */
const AT_ONCE = 10

type Wanted = { readonly position: number; readonly category: Category | null }

export const useCategorise = () => {
  const { store } = useBankSession()
  const queryClient = useQueryClient()
  const [isGiving, setGiving] = useState(false)

  /** Those that could not be done, and why the first of them could not. */
  const say = async (
    wanted: readonly Wanted[],
  ): Promise<{ failed: number; failure: Failure | undefined }> => {
    const failures: Failure[] = []
    let version = 0
    for (let at = 0; at < wanted.length; at += AT_ONCE) {
      const answers = await Promise.all(
        wanted.slice(at, at + AT_ONCE).map((one) => {
          const commandId = newId()
          return untilAnswered(() => api.commands.categoriseTransaction.mutate({ commandId, ...one }))
        }),
      )
      for (const answer of answers) {
        if (!('failure' in answer)) version = Math.max(version, answer.version)
        // Somebody has chosen it meanwhile, on another screen: it is as it should be.
        else if (answer.failure.reason !== 'CategoryUnchanged') failures.push(answer.failure)
      }
    }
    if (version > 0) {
      store.changed(version)
      await readUpTo(queryClient, version)
    }
    return { failed: failures.length, failure: failures[0] }
  }

  const categorise = async (lines: readonly Pickable[], category: Category): Promise<void> => {
    const changing = lines.filter((line) => line.category !== category)
    setGiving(true)
    const { failed, failure } = await say(changing.map(({ position }) => ({ position, category })))
    setGiving(false)
    if (failure) showProblem(text.notAllCategorised(failed), failure.message)
    const done = changing.length - failed
    if (done > 0 || !failure)
      showUndoable(text.categorised, text.categorisedAs(categoryNames[category], done), async () => {
        const undone = await say(
          changing.map((line) => ({ position: line.position, category: chosenBefore(line) })),
        )
        if (undone.failure) showProblem(shellText.notUndone, undone.failure.message)
      })
  }
  return { categorise, isGiving }
}
