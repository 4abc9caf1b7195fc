/** A page that is not there yet: its heading and its sheets, in the size they will have. */
import { Skeleton } from '@mantine/core'
import { commonText } from '../text/common.ts'

export function PageOnItsWay({
  sheets,
  hasHeading = true,
}: {
  /** How high each will be, in pixels. */
  sheets: readonly number[]
  /** False where the heading itself is there already. */
  hasHeading?: boolean
}) {
  return (
    <div role="status" aria-label={commonText.loadingPage}>
      {hasHeading && <Skeleton height={36} width="min(18rem, 60%)" mb={28} />}
      {sheets.map((height, index) => (
        <Skeleton key={height} height={height} radius="lg" mb={index < sheets.length - 1 ? 24 : undefined} />
      ))}
    </div>
  )
}
