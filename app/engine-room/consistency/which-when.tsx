/** Which strategy is for what, and where this bank has it. */
import { laneNames } from '../../api-client/consistency-lab/lane-record.ts'
import { ScrollFrame } from '../../components/scroll-frame.tsx'
import sheet from '../../components/sheet.module.css'
import { consistencyText } from '../../text/engine-room-consistency.ts'
import classes from './consistency.module.css'

const { choice: text, lanes } = consistencyText

export function WhichWhen() {
  return (
    <section className={sheet.sheet} aria-label={text.title}>
      <div className={sheet.head}>
        <h2 className={sheet.title}>{text.title}</h2>
      </div>
      <div className={sheet.body}>
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
      </div>
    </section>
  )
}
