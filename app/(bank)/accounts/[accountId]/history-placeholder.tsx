/** Where the line of an account's balance will stand. */
import { Skeleton } from '@mantine/core'
import sheet from '../../../components/sheet.module.css'
import { accountText } from '../../../text/account.ts'

export function HistoryPlaceholder() {
  return (
    <div className={`${sheet.sheet} ${sheet.padded}`} role="status" aria-label={accountText.history.loading}>
      <Skeleton height={20} width={120} mb={20} />
      <Skeleton height={330} radius="md" />
    </div>
  )
}
