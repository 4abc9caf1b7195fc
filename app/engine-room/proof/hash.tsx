/** A hash: its beginning where one is told from another, all of it where it is to be written down. */
import classes from './proof.module.css'

const SHOWN = 16

export function Hash({ value, isWhole = false }: { value: string; isWhole?: boolean }) {
  return isWhole ? (
    <code className={classes.hash}>{value}</code>
  ) : (
    <code className={classes.hash} title={value}>
      {value.slice(0, SHOWN)}…
    </code>
  )
}
