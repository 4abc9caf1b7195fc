/** Below a list: what it shows, as a file. Its filters are those that the list's own procedure takes. */

import classes from './export-menu.module.css'
import { ExportMenu } from './export-menu.tsx'

export function ListExport({
  list,
  filter = {},
}: {
  list: 'standing-orders' | 'payees' | 'requests'
  filter?: Readonly<Record<string, unknown>>
}) {
  return (
    <div className={classes.foot}>
      <ExportMenu source={{ path: `/api/lists/${list}/export`, body: filter }} formats={['csv']} isQuiet />
    </div>
  )
}
