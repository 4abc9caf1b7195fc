'use client'

/** All switches, each with what it does, what stands against that, and what it has done. */
import { VisuallyHidden } from '@mantine/core'
import { useRef } from 'react'
import { type Faults, useFaults } from '../../api-client/engine-room-break-it-queries.ts'
import { describeReadFailure } from '../../api-client/failures.ts'
import sheet from '../../components/sheet.module.css'
import { RowsPlaceholder, UnreadPart } from '../../components/states.tsx'
import { breakItText } from '../../text/engine-room-break-it.ts'
import { Explanation } from '../explanation.tsx'
import classes from './break-it.module.css'
import { FaultLine } from './fault-line.tsx'
import { nameOf, type ShownKind, shownKinds, stateOf } from './kinds.ts'
import { SwitchForm } from './switch-form.tsx'

const { switches: text, kinds } = breakItText

export function Switches() {
  const { data, error, isPending, isFetching, refetch } = useFaults()
  return (
    <section aria-labelledby="switches">
      <h2 id="switches" className={classes.listTitle}>
        {text.title}
      </h2>
      <p className={classes.quiet}>{breakItText.everybodys}</p>
      {error && (
        <UnreadPart onRetry={() => void refetch()} isRetrying={isFetching}>
          {describeReadFailure(error)}
        </UnreadPart>
      )}
      {isPending && !error ? (
        <RowsPlaceholder label={text.loading} rows={6} />
      ) : (
        <ul className={classes.cards}>
          {shownKinds.map((one) => (
            <Card
              key={one.kind}
              shown={one}
              projectors={data?.projectors ?? []}
              faults={data?.faults.filter(({ fault }) => fault.kind === one.kind) ?? []}
            />
          ))}
        </ul>
      )}
    </section>
  )
}

function Card({
  shown: { kind, breaks, against },
  faults,
  projectors,
}: {
  shown: ShownKind
  faults: Faults['faults']
  projectors: Faults['projectors']
}) {
  const words = kinds[kind]
  const isOn = faults.some(({ isOn }) => isOn)
  const title = useRef<HTMLHeadingElement>(null)
  return (
    <li className={`${sheet.sheet} ${classes.card}`} data-kind={kind} data-is-on={isOn}>
      <h3 ref={title} tabIndex={-1} className={classes.cardTitle}>
        {words.title}
      </h3>
      <div className={classes.words}>
        <Explanation of={breaks}>{words.happens}</Explanation>
        <Explanation of={against}>{words.against}</Explanation>
      </div>
      <SwitchForm kind={kind} projectors={projectors} />
      {/* There before anything is on, so that it is heard; and without what changes every second. */}
      <VisuallyHidden role="status">
        {faults
          .map((fault) => text.told(text.state[stateOf(fault, fault.isOn)], nameOf(fault.fault)))
          .join(' ')}
      </VisuallyHidden>
      {faults.length > 0 && (
        <ul className={classes.faults}>
          {faults.map((fault) => (
            <FaultLine key={fault.id} injected={fault} focusAfter={title} />
          ))}
        </ul>
      )}
    </li>
  )
}
