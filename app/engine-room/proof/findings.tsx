/** What verification has found, in its own words. */
import { formatCount } from '../../components/money-format.ts'
import { proofText } from '../../text/engine-room-proof.ts'
import classes from './proof.module.css'
import type { Finding } from './verification.ts'

/** More would be of no use to anybody's eyes. */
const MOST_SHOWN = 20

export function Findings({ findings }: { findings: readonly Finding[] }) {
  return (
    <ul className={classes.findings}>
      {findings.slice(0, MOST_SHOWN).map(({ kind, position, to, detail }) => (
        <li key={`${kind} ${position}`}>
          {proofText.finding(kind, formatCount(position), formatCount(to), detail)}
        </li>
      ))}
    </ul>
  )
}
