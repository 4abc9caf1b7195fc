/** Where the sheets of the overview will stand. */
import { Skeleton } from '@mantine/core'
import { commonText } from '../../text/common.ts'

export function SheetsPlaceholder() {
  return (
    <div role="status" aria-label={commonText.loadingPage}>
      <Skeleton height={260} radius="lg" />
    </div>
  )
}
