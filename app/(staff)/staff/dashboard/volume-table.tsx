/** What has moved per day, in exact figures; days on which nothing has are left out. */
import type { Currency } from '../../../../server/domain/decimal.ts'
import { shortDay } from '../../../components/dates.ts'
import { Money } from '../../../components/money.tsx'
import { formatCount } from '../../../components/money-format.ts'
import { ScrollFrame } from '../../../components/scroll-frame.tsx'
import { staffText } from '../../../text/staff.ts'
import classes from '../staff.module.css'
import { type DayVolume, kinds, sumOf } from './volumes.ts'

const { dashboard: text } = staffText

export function VolumeTable({ volumes, currency }: { volumes: readonly DayVolume[]; currency: Currency }) {
  return (
    <ScrollFrame label={text.volumesTable}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{text.day}</th>
            {kinds.map((kind) => (
              <th key={kind} scope="col">
                {text.kinds[kind]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {volumes
            .filter(({ count }) => count > 0)
            .toReversed()
            .map((day) => (
              <tr key={day.date}>
                <th scope="row">{shortDay(`${day.date}T12:00:00Z`, 'UTC')}</th>
                {kinds.map((kind) => (
                  <td key={kind}>
                    <Money value={day[kind].money} />{' '}
                    <span className={classes.quiet}>×{formatCount(day[kind].count)}</span>
                  </td>
                ))}
              </tr>
            ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{text.sum}</th>
            {kinds.map((kind) => (
              <td key={kind}>
                <Money value={sumOf(volumes, kind, currency)} />
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </ScrollFrame>
  )
}
