/**
 * Says on the whole page that it shows another day, with one press back to now. The day is the bank's; where the reader's
 * ends at another time, the moment is told, too, because the lines below stand under the reader's days.
 */
import { Button } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useBankSession } from '../../../api-client/bank-session.tsx'
import { dayAndTime, fullDate } from '../../../components/dates.ts'
import classes from '../../../components/notice.module.css'
import { accountText } from '../../../text/account.ts'
import type { AsOf } from './as-of.ts'

const text = accountText.asOf

export function AsWasNotice({
  asOf: { day, at, endsElsewhere },
  onBack,
}: {
  asOf: Pick<AsOf, 'day' | 'at' | 'endsElsewhere'>
  onBack: () => void
}) {
  const { timeZone } = useBankSession()
  return (
    <div role="status">
      {day && (
        <div className={classes.notice}>
          <IconHistory aria-hidden size={20} />
          <span className={classes.text}>
            {at && endsElsewhere
              ? text.noticeElsewhere(fullDate(day), dayAndTime(at, timeZone))
              : text.notice(fullDate(day))}
          </span>
          <Button size="xs" variant="default" onClick={onBack}>
            {text.back}
          </Button>
        </div>
      )}
    </div>
  )
}
