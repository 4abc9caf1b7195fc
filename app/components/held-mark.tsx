/** How much of an account is held for transfers on their way; nothing when nothing is. */
import type { WireMoney } from '../../server/domain/decimal.ts'
import { minorUnits } from '../api-client/pending-overlay.ts'
import { commonText } from '../text/common.ts'
import { Money } from './money.tsx'
import { PendingMark } from './pending-mark.tsx'

export function HeldMark({ held }: { held: WireMoney }) {
  if (minorUnits(held) === 0n) return null
  return (
    <PendingMark>
      <Money value={held} /> {commonText.held}
    </PendingMark>
  )
}
