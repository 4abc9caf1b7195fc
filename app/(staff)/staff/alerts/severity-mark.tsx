/** How serious something is: by its word, and by how strongly it is drawn. */
import type { Severity } from '../../../api-client/api.ts'
import { staffText } from '../../../text/staff.ts'
import classes from '../staff.module.css'

export function SeverityMark({ severity }: { severity: Severity }) {
  return (
    <span className={classes.severity} data-severity={severity}>
      {staffText.alerts.severities[severity]}
    </span>
  )
}
