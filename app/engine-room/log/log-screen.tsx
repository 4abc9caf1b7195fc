'use client'

/** The whole log, newest first: what is looked for, the event that was asked for, and the list as it grows. */
import { useMemo } from 'react'
import { useBankSession } from '../../api-client/bank-session.tsx'
import { usePageAddress } from '../../components/page-address.ts'
import { PageHeading } from '../../components/page-heading.tsx'
import { logText as text } from '../../text/engine-room-log.ts'
import classes from './log.module.css'
import { readLogAddress, type TypedFilter, toLogFilter, writeLogAddress } from './log-address.ts'
import { LogList } from './log-list.tsx'

export function LogScreen() {
  const { timeZone } = useBankSession()
  const { query, fragment, change } = usePageAddress()
  const { filter, event } = useMemo(() => readLogAddress({ query, fragment }), [query, fragment])
  const asked = useMemo(() => toLogFilter(filter, timeZone), [filter, timeZone])

  const show = (next: Partial<TypedFilter>) =>
    change((from) => writeLogAddress({ ...readLogAddress(from).filter, ...next }), 'push')
  const open = (position: number | null) =>
    change((from) => writeLogAddress(readLogAddress(from).filter, position), 'replace')

  return (
    <>
      <PageHeading title={text.title} note={text.note} />
      <div className={classes.stack}>
        {/* Another filter begins anew: what was held back or followed belongs to the list before. */}
        <LogList
          key={JSON.stringify(asked)}
          typed={filter}
          asked={asked}
          event={event}
          onShow={show}
          onOpen={open}
        />
      </div>
    </>
  )
}
