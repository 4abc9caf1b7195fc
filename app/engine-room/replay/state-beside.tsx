/** A state before and after, with what differs set apart by a word and a mark as well as by its colour. */
import { formatCount } from '../../components/money-format.ts'
import { replayText } from '../../text/engine-room-replay.ts'
import classes from './replay.module.css'
import { stateLines } from './state-lines.ts'

const { state: text } = replayText

export function StateBeside({
  before,
  after,
  caption,
  names = { before: text.before, after: text.after },
  nothing = text.nothing,
  onlyChanged = false,
}: {
  before: unknown
  after: unknown
  caption: string
  names?: { readonly before: string; readonly after: string }
  nothing?: string
  onlyChanged?: boolean
}) {
  const lines = stateLines(before, after)
  const changed = lines.filter(({ kind }) => kind !== 'same')
  return (
    <>
      <p className={classes.quiet}>
        {changed.length === 0 ? nothing : text.changed(formatCount(changed.length))}
      </p>
      {!(onlyChanged && changed.length === 0) && (
        <table className={classes.state}>
          <caption className={classes.unseen}>{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{text.name}</th>
              <th scope="col">{names.before}</th>
              <th scope="col">{names.after}</th>
            </tr>
          </thead>
          <tbody>
            {(onlyChanged ? changed : lines).map(({ path, before: was, after: is, kind }) => (
              <tr key={path} data-kind={kind}>
                <th scope="row">
                  {path}
                  {kind !== 'same' && <span className={classes.kind}>{text.kinds[kind]}</span>}
                </th>
                <td className="money">{was ?? text.none}</td>
                <td className="money">{kind === 'same' ? is : <mark>{is ?? text.none}</mark>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}
