/** What is typed, checked before anything is opened: a mistake is a wrong use and names the argument. */
import { InvalidArgumentError } from 'commander'
import { eventDefinitions } from '../../../server/domain/events.ts'

export const wholeNumber =
  (least: number, most = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const value = Number(text)
    if (!/^\d+$/.test(text) || value < least || value > most)
      throw new InvalidArgumentError(
        most === Number.MAX_SAFE_INTEGER
          ? `It must be a whole number, at least ${least}.`
          : `It must be a whole number from ${least} to ${most}.`,
      )
    return value
  }

export const eventType = (text: string): string => {
  if (Object.hasOwn(eventDefinitions, text)) return text
  throw new InvalidArgumentError(`It must be one of ${Object.keys(eventDefinitions).join(', ')}.`)
}

export const streamId = (text: string): string => {
  if (/^[A-Z][A-Za-z]*-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) return text
  throw new InvalidArgumentError('It must be an aggregate, a dash and a UUID, such as BankAccount-0196….')
}

export const instant = (text: string): Date => {
  const at = new Date(text)
  if (/^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?$/.test(text) && !Number.isNaN(at.getTime())) return at
  throw new InvalidArgumentError('It must be an ISO 8601 instant, such as 2026-01-31T12:00:00Z.')
}
