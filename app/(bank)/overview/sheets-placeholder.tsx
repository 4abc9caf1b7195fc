/** Where the sheets of the overview will stand. */
import { PageOnItsWay } from '../../components/page-on-its-way.tsx'

export function SheetsPlaceholder() {
  return <PageOnItsWay hasHeading={false} sheets={[260]} />
}
