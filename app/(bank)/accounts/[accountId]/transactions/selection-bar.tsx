'use client'

/** At the foot of the window while one selects: what is selected comes to, what can be done with it, and the way out. */
import { Button } from '@mantine/core'
import { IconTag } from '@tabler/icons-react'
import { useState } from 'react'
import { ExportMenu } from '../../../../components/export-menu.tsx'
import { formatCount } from '../../../../components/money-format.ts'
import { SumsLine } from '../../../../components/transaction-filter/sums-line.tsx'
import { transactionsText } from '../../../../text/transactions.ts'
import { asTheyAre, MOST_PICKED, type Pickable, type Sums, sumsOf } from './selection.ts'
import { SelectionCategory } from './selection-category.tsx'
import classes from './transactions.module.css'

const { select: text, sums: sumsText } = transactionsText

export function SelectionBar({
  picked,
  currency,
  shown,
  onAll,
  onNone,
  onEnd,
}: {
  picked: ReadonlyMap<number, Pickable>
  currency: Sums['currency']
  /** What there is to select. */
  shown: readonly Pickable[]
  onAll: () => void
  onNone: () => void
  onEnd: () => void
}) {
  const [isChoosing, setChoosing] = useState(false)
  const isTooMuch = picked.size > MOST_PICKED
  const zero = { amount: currency === 'JPY' ? '0' : '0.00', currency }
  const sums =
    picked.size > 0 ? sumsOf(picked.values()) : [{ currency, count: 0, in: zero, out: zero, net: zero }]
  return (
    <section className={classes.selection} aria-label={sumsText.selected}>
      <div role="status" className={classes.selectionSums}>
        <SumsLine sums={sums} label={sumsText.selected} />
      </div>
      <div className={classes.selectionActions}>
        {picked.size > 0 && !isTooMuch && (
          <>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconTag aria-hidden size={16} />}
              onClick={() => setChoosing(true)}
            >
              {text.category}
            </Button>
            <ExportMenu
              source={{ path: '/api/lists/activity/export', body: { positions: [...picked.keys()] } }}
              formats={['csv']}
              shape={{ size: 'xs', radius: 'md' }}
            />
          </>
        )}
        <Button size="xs" variant="default" onClick={onAll} disabled={shown.length === 0}>
          {text.all(formatCount(shown.length))}
        </Button>
        <Button size="xs" variant="default" onClick={onNone} disabled={picked.size === 0}>
          {text.none}
        </Button>
        <Button size="xs" onClick={onEnd}>
          {text.end}
        </Button>
      </div>
      {isTooMuch && <p className={classes.quiet}>{text.tooMuch(formatCount(MOST_PICKED))}</p>}
      <p className={classes.hint}>{text.hint}</p>
      {isChoosing && (
        <SelectionCategory lines={asTheyAre(picked, shown)} onClose={() => setChoosing(false)} />
      )}
    </section>
  )
}
