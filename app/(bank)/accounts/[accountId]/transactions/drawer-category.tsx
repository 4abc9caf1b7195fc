'use client'

/** Its category, who says so, and another one: for this line only, or for the next ones like it as well. */
import { Button, NativeSelect } from '@mantine/core'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { Category } from '../../../../../server/domain/categories/category.ts'
import { api, type Transaction } from '../../../../api-client/api.ts'
import { useBankSession } from '../../../../api-client/bank-session.tsx'
import { useCommand } from '../../../../api-client/give-command.ts'
import { Choice, ChoiceGroup } from '../../../../components/choice.tsx'
import { showUndoable } from '../../../../components/notices.tsx'
import { allCategories, categoryNames } from '../../../../text/categories.ts'
import { transactionText } from '../../../../text/transaction.ts'
import classes from './drawer.module.css'
import { rememberedRules, useUndoCategory } from './undo-category.ts'

const { category: text } = transactionText

export function DrawerCategory({ transaction }: { transaction: Transaction }) {
  const [isEditing, setEditing] = useState(false)
  const change = useRef<HTMLButtonElement>(null)
  const wasEditing = useRef(false)
  useEffect(() => {
    // The button that was pressed is back: the focus goes there, not to the top of the page.
    if (wasEditing.current && !isEditing) change.current?.focus()
    wasEditing.current = isEditing
  }, [isEditing])
  return (
    <section className={classes.part} aria-label={text.title}>
      <div className={classes.line}>
        <div>
          <h3 className={classes.label}>{text.title}</h3>
          <p className={classes.value}>{categoryNames[transaction.category]}</p>
          <p className={classes.quiet}>{text.sources[transaction.categorySource]}</p>
        </div>
        {!isEditing && (
          <Button ref={change} size="xs" variant="default" onClick={() => setEditing(true)}>
            {text.change}
          </Button>
        )}
      </div>
      {isEditing && <CategoryForm transaction={transaction} onEnd={() => setEditing(false)} />}
    </section>
  )
}

function CategoryForm({ transaction, onEnd }: { transaction: Transaction; onEnd: () => void }) {
  const { position, category: current, categorySource } = transaction
  const { give, isGiving, failure } = useCommand<{ version: number }>()
  const undo = useUndoCategory(transaction)
  const { store } = useBankSession()
  const [category, setCategory] = useState<Category>(current)
  const [isRemembered, setRemembered] = useState(false)

  const save = async (event: FormEvent) => {
    event.preventDefault()
    const before = isRemembered ? await rememberedRules(store.floor()) : null
    const answer = await give((commandId) =>
      api.commands.categoriseTransaction.mutate({ commandId, position, category, remember: isRemembered }),
    )
    if (!answer) return
    showUndoable(text.saved, text.savedAs(categoryNames[category], isRemembered), () => undo(before))
    onEnd()
  }
  const takeBack = async () => {
    const answer = await give((commandId) =>
      api.commands.categoriseTransaction.mutate({ commandId, position, category: null }),
    )
    if (!answer) return
    showUndoable(text.saved, text.takenBack, () => undo(null))
    onEnd()
  }
  return (
    <form className={classes.form} onSubmit={save}>
      <NativeSelect
        label={text.choose}
        autoFocus
        value={category}
        onChange={(event) => setCategory(event.currentTarget.value as Category)}
        data={allCategories.map((value) => ({ value, label: categoryNames[value] }))}
      />
      <ChoiceGroup legend={text.holds} field="holds">
        <Choice
          name="holds"
          value="once"
          isChosen={!isRemembered}
          onChoose={() => setRemembered(false)}
          label={text.once}
        />
        <Choice
          name="holds"
          value="remember"
          isChosen={isRemembered}
          onChoose={() => setRemembered(true)}
          label={text.remember}
          detail={text.rememberDetail}
        />
      </ChoiceGroup>
      {failure && (
        <p role="alert" className={classes.failure}>
          {failure.message}
        </p>
      )}
      <div className={classes.buttons}>
        <Button type="submit" size="sm" loading={isGiving} disabled={category === current && !isRemembered}>
          {text.save}
        </Button>
        {categorySource === 'chosen' && (
          <Button size="sm" variant="default" onClick={() => void takeBack()} disabled={isGiving}>
            {text.takeBack}
          </Button>
        )}
        <Button size="sm" variant="subtle" onClick={onEnd} disabled={isGiving}>
          {transactionText.cancel}
        </Button>
      </div>
    </form>
  )
}
