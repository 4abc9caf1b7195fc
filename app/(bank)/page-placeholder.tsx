/** A page on its way: its heading where that is known, a panel, some rows, in the size they will have. */
import { Skeleton } from '@mantine/core'
import { PageHeading } from '../components/page-heading.tsx'
import { commonText } from '../text/common.ts'

export function PagePlaceholder({ title }: { title?: string | undefined }) {
  return (
    <>
      {title && <PageHeading title={title} />}
      <div role="status" aria-label={commonText.loadingPage}>
        {!title && <Skeleton height={36} width="min(18rem, 60%)" mb={28} />}
        <Skeleton height={190} radius="lg" mb={24} />
        <Skeleton height={260} radius="lg" />
      </div>
    </>
  )
}
