/** Stands in for a drawing that is on its way, in its size. */
import { Skeleton } from '@mantine/core'

export function DrawingPlaceholder({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label}>
      <Skeleton height={260} radius="md" my={8} />
    </div>
  )
}
