/** The form on its way, below the heading that it will have: one knows at once where one is. */
import { moveMoneyText } from '../../text/move-money.ts'
import { PagePlaceholder } from '../page-placeholder.tsx'
import classes from './transfer.module.css'

export function FormPlaceholder() {
  return (
    <div className={classes.column}>
      <PagePlaceholder title={moveMoneyText.sendTitle} />
    </div>
  )
}
