'use client'

/** Switches that let something go wrong, and beside them what must hold all the same. */
import { useBankSession } from '../../api-client/bank-session.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import { breakItText as text } from '../../text/engine-room-break-it.ts'
import classes from './break-it.module.css'
import { Burst } from './burst.tsx'
import { Invariants } from './invariants.tsx'
import { Switches } from './switches.tsx'

export function BreakItScreen() {
  const { me } = useBankSession()
  return (
    <>
      <PageHeading title={text.title} note={me.demo ? text.note : text.onlyInDemo} />
      <div className={classes.page}>
        <div className={classes.beside}>
          <Invariants />
        </div>
        {me.demo && (
          <div className={classes.stack}>
            <Burst />
            <Switches />
          </div>
        )}
      </div>
    </>
  )
}
