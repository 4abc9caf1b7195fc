/** Times as short as these are told to the hundredth, as long as that is worth anything. */
import { currentLocale } from '../../components/preferences.ts'
import { flowText } from '../../text/engine-room-flow.ts'

export const formatMs = (ms: number): string => {
  const digits = ms < 10 ? 2 : ms < 100 ? 1 : 0
  return flowText.ms(
    ms.toLocaleString(currentLocale(), { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  )
}
