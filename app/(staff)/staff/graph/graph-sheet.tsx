'use client'

/** Who pays whom around an account or a customer: drawn, and as a table that says the same. */
import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { describeReadFailure } from '../../../api-client/failures.ts'
import { usePaymentGraph } from '../../../api-client/staff-queries.ts'
import { AsOf } from '../../../components/as-of.tsx'
import sheet from '../../../components/sheet.module.css'
import { EmptyState, ErrorState, RowsPlaceholder } from '../../../components/states.tsx'
import { staffText } from '../../../text/staff.ts'
import classes from './graph.module.css'
import { GraphDrawing } from './graph-drawing.tsx'
import { layGraph } from './graph-layout.ts'
import { GraphTable } from './graph-table.tsx'

const { graph: text } = staffText
const DEPTHS = ['1', '2', '3'] as const

export function GraphSheet({
  title,
  start,
}: {
  title: string
  start: { readonly customerId: string } | { readonly accountId: string }
}) {
  const [depth, setDepth] = useState<string>('1')
  const { data: answer, error, refetch } = usePaymentGraph(start, Number(depth))
  const isStart = ({ accountId, customerId }: { accountId: string; customerId: string }) =>
    'accountId' in start ? accountId === start.accountId : customerId === start.customerId

  return (
    <section className={sheet.sheet} aria-labelledby="graph-title">
      <div className={sheet.head}>
        <h2 className={sheet.title} id="graph-title">
          {title}
        </h2>
        <AsOf version={answer?.version} />
      </div>
      <div className={sheet.body}>
        <SegmentedControl
          aria-label={text.depth}
          withItemsBorders={false}
          value={depth}
          onChange={setDepth}
          data={DEPTHS.map((value) => ({ value, label: text.steps(Number(value)) }))}
        />
        {!answer ? (
          error ? (
            <ErrorState message={describeReadFailure(error)} onRetry={() => void refetch()} />
          ) : (
            <RowsPlaceholder label={text.loading} rows={5} />
          )
        ) : answer.data.edges.length === 0 ? (
          <EmptyState title={text.none}>{text.noneDetail}</EmptyState>
        ) : (
          <>
            <GraphDrawing drawing={layGraph(answer.data, isStart)} isStart={isStart} />
            {answer.data.isCut && <p className={classes.note}>{text.cut}</p>}
            <GraphTable graph={answer.data} />
          </>
        )}
      </div>
    </section>
  )
}
