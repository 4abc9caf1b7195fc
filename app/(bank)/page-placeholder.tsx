/** A page on its way: its heading where that is known, a panel, some rows. */
import { PageHeading } from '../components/page-heading.tsx'
import { PageOnItsWay } from '../components/page-on-its-way.tsx'

export function PagePlaceholder({ title }: { title?: string | undefined }) {
  return (
    <>
      {title && <PageHeading title={title} />}
      <PageOnItsWay hasHeading={!title} sheets={[190, 260]} />
    </>
  )
}
