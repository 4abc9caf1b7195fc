/** Every type of event that there is, by its name. */
import { eventDefinitions } from '../../server/domain/events.ts'

export const eventTypes: readonly string[] = Object.keys(eventDefinitions).toSorted()
