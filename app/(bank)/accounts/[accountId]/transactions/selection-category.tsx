'use client'

/** One category for all that is selected. */
import { Button, NativeSelect } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Category } from '../../../../../server/domain/categories/category.ts'
import { Dialog } from '../../../../components/dialog.tsx'
import { formatCount } from '../../../../components/money-format.ts'
import { allCategories, categoryNames } from '../../../../text/categories.ts'
import { transactionsText } from '../../../../text/transactions.ts'
import classes from './drawer.module.css'
import { categoryOfMost, type Pickable } from './selection.ts'
import { useCategorise } from './use-categorise.ts'

const { select: text } = transactionsText

export function SelectionCategory({ lines, onClose }: { lines: readonly Pickable[]; onClose: () => void }) {
  const { categorise, isGiving } = useCategorise()
  const [category, setCategory] = useState<Category>(() => categoryOfMost(lines))
  const save = async (event: FormEvent) => {
    event.preventDefault()
    await categorise(lines, category)
    onClose()
  }
  return (
    <Dialog title={text.categoryOf(lines.length, formatCount(lines.length))} onClose={onClose}>
      <form className={classes.form} onSubmit={save}>
        <NativeSelect
          label={text.category}
          data-autofocus
          value={category}
          onChange={(event) => setCategory(event.currentTarget.value as Category)}
          data={allCategories.map((value) => ({ value, label: categoryNames[value] }))}
        />
        <div className={classes.buttons}>
          <Button type="submit" size="sm" loading={isGiving}>
            {text.choose}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
