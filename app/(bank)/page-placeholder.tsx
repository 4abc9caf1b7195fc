/** A page on its way: a heading, a panel, some rows, in the size they will have. */
import { Skeleton } from '@mantine/core'
import { commonText } from '../text/common.ts'

export function PagePlaceholder() {
  return (
    <div role="status" aria-label={commonText.loadingPage}>
      <Skeleton height={36} width="min(18rem, 60%)" mb={28} />
      <Skeleton height={190} radius="lg" mb={24} />
      <Skeleton height={260} radius="lg" />
    </div>
  )
}
