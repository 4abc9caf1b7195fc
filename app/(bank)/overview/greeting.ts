/** What the overview says on top, by the reader's clock. */
import { hourOf } from '../../components/dates.ts'
import { overviewText } from '../../text/overview.ts'

export const greetingFor = (name: string, timeZone: string): string => {
  const firstName = name.split(' ')[0] ?? name
  return overviewText.greeting(hourOf(new Date(), timeZone), firstName)
}
