'use client'

/** The last runs beside each other, so that one sees what slowing down has changed. */
import { laneNames, rightAfter } from '../../api-client/consistency-lab/lane-record.ts'
import type { Run } from '../../api-client/consistency-lab/use-consistency-lab.ts'
import { formatCount } from '../../components/money-format.ts'
import { ScrollFrame } from '../../components/scroll-frame.tsx'
import { consistencyText } from '../../text/engine-room-consistency.ts'
import { formatMs } from '../flow/milliseconds.ts'
import { Part } from '../part.tsx'
import classes from './consistency.module.css'
import { slowedBy } from './side-by-side.tsx'

const { runs: text, lanes, lane: laneText } = consistencyText

export function RunsCompared({
  runs,
  shown,
  onShow,
}: {
  runs: readonly Run[]
  shown: number | undefined
  onShow: (number: number) => void
}) {
  return (
    <Part title={text.title}>
      <p className={classes.note}>{text.note}</p>
      <ScrollFrame label={text.table}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{text.strategy}</th>
              {runs.map((run) => (
                <th key={run.number} scope="col">
                  <button
                    type="button"
                    className={classes.runButton}
                    aria-label={text.show(formatCount(run.number))}
                    aria-pressed={run.number === shown}
                    onClick={() => onShow(run.number)}
                  >
                    {text.run(formatCount(run.number))}
                  </button>
                  <span className={classes.quiet}>{slowedBy(run)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {laneNames.map((lane) => (
              <tr key={lane}>
                <th scope="row">{lanes[lane].name}</th>
                {runs.map((run) => (
                  <td key={run.number} className="money">
                    {figureOf(run, lane)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollFrame>
    </Part>
  )
}

const figureOf = ({ lanes: records }: Run, lane: (typeof laneNames)[number]): string => {
  const record = records.find((one) => one.lane === lane)
  if (!record) return text.none
  const after = rightAfter(record)
  if (after !== null) return formatMs(after)
  return record.outcome.kind === 'stillOld' ? text.never : laneText.outcomes[record.outcome.kind]
}
