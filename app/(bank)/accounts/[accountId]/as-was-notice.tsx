/** Says on the whole page that it shows another day, with one press back to now. */
import { Button } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { fullDate } from '../../../components/dates.ts'
import classes from '../../../components/notice.module.css'
import { accountText } from '../../../text/account.ts'

const text = accountText.asOf

export function AsWasNotice({ day, onBack }: { day: string | undefined; onBack: () => void }) {
  return (
    <div role="status">
      {day && (
        <div className={classes.notice}>
          <IconHistory aria-hidden size={20} />
          <span className={classes.text}>{text.notice(fullDate(day))}</span>
          <Button size="xs" variant="default" onClick={onBack}>
            {text.back}
          </Button>
        </div>
      )}
    </div>
  )
}
