/** Which strategy is for what, and where this bank has it. */
import { laneNames } from '../../api-client/consistency-lab/lane-record.ts'
import { ScrollFrame } from '../../components/scroll-frame.tsx'
import { consistencyText } from '../../text/engine-room-consistency.ts'
import { Part } from '../part.tsx'
import classes from './consistency.module.css'

const { choice: text, lanes } = consistencyText

export function WhichWhen() {
  return (
    <Part title={text.title}>
      <ScrollFrame label={text.table}>
        <table className={`${classes.table} ${classes.choices}`}>
          <thead>
            <tr>
              <th scope="col">{text.strategy}</th>
              <th scope="col">{text.when}</th>
              <th scope="col">{text.here}</th>
            </tr>
          </thead>
          <tbody>
            {laneNames.map((lane) => (
              <tr key={lane}>
                <th scope="row">{lanes[lane].name}</th>
                <td>{text.rows[lane].when}</td>
                <td>{text.rows[lane].here}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollFrame>
    </Part>
  )
}
