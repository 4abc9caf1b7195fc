'use client'

/** The lanes: run, laid side by side on one axis, one by one, and compared with the runs before. */
import { useState } from 'react'
import { useBankSession } from '../../api-client/bank-session.tsx'
import { laneNames } from '../../api-client/consistency-lab/lane-record.ts'
import { useConsistencyLab } from '../../api-client/consistency-lab/use-consistency-lab.ts'
import { useSlowProjector } from '../../api-client/consistency-lab/use-slow-projector.ts'
import { PageHeading } from '../../components/page-heading.tsx'
import { consistencyText as text } from '../../text/engine-room-consistency.ts'
import classes from './consistency.module.css'
import { LaneCard } from './lane-card.tsx'
import { RunForm } from './run-form.tsx'
import { RunsCompared } from './runs-compared.tsx'
import { SideBySide } from './side-by-side.tsx'
import { SlowDown } from './slow-down.tsx'
import { WhichWhen } from './which-when.tsx'

export function ConsistencyScreen() {
  const { me } = useBankSession()
  const slow = useSlowProjector(me.demo)
  const lab = useConsistencyLab()
  const [chosen, choose] = useState<number | null>(null)
  const { runs } = lab
  const shown = runs.find(({ number }) => number === chosen) ?? runs[0]
  return (
    <>
      <PageHeading title={text.title} note={text.note} />
      <div className={classes.stack}>
        <div className={classes.sides}>
          <RunForm
            lab={lab}
            onRun={(wishes) => {
              choose(null)
              void lab.start({ ...wishes, prepare: slow.hold })
            }}
          />
          {me.demo && <SlowDown slow={slow} isRunning={lab.phase !== 'idle'} />}
        </div>
        <SideBySide run={shown} phase={lab.phase} onPutRight={(run) => void lab.putRightAgain(run)} />
        <ul className={classes.lanes}>
          {laneNames.map((lane) => (
            <LaneCard
              key={lane}
              lane={lane}
              record={shown?.lanes.find((one) => one.lane === lane)}
              lanes={shown?.lanes ?? []}
            />
          ))}
        </ul>
        {runs.length > 0 && <RunsCompared runs={runs} shown={shown?.number} onShow={choose} />}
        <WhichWhen />
      </div>
    </>
  )
}
