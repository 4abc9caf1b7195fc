/** A command's measured times: beside the tutorial's, and on one line with the browser's. */
import { expect, it } from 'vitest'
import type { CommandFlow, Marks, RecordedCommand } from '../../app/api-client/engine-room-flow-queries.ts'
import { placeOf, stagesOf } from '../../app/engine-room/flow/stages.ts'
import { layOut, legsOf, totalOf } from '../../app/engine-room/flow/timeline.ts'

const T = 1_800_000_000_000
const span = (name: string, from: number, to: number) => ({ name, from: T + from, to: T + to })
const spans = [
  span('request', 0, 2),
  span('queue', 2, 2.5),
  span('load', 2.5, 4),
  span('decide', 4, 4.5),
  span('send', 4.5, 5),
  span('append', 5, 9),
  span('answer', 9, 9.5),
  span('wake', 9.5, 10),
]
const step = (name: string, readAt: number | null, isConcerned = true) => ({
  name,
  isConcerned,
  hasSeen: readAt !== null,
  times:
    readAt === null
      ? null
      : { readAt: T + readAt, foldedAt: T + readAt + 1, heardAt: T + readAt + 4, batchSize: 3 },
})

const flow = (more: Partial<CommandFlow> = {}, recorded: Partial<RecordedCommand> | null = {}): CommandFlow =>
  ({
    commandId: 'c',
    recorded: recorded && { name: 'transferMoney', outcome: 'accepted', spans, ...recorded },
    events: [{ position: 1 }],
    projectors: [step('transfers', 12), step('account-summaries', 16), step('payees', 11, false)],
    ...more,
  }) as CommandFlow

const marks: Marks = { clickedAt: 100, sentAt: 101, answeredAt: 115, readAt: 130, shownAt: 133 }

it('measures the four steps of the tutorial on the read model that shows the balance', () => {
  const legs = legsOf(flow())
  expect(legs.map(({ ms }) => ms)).toEqual([9, 1, 6, 4])
  expect(totalOf(legs)).toBe(20)
  expect(legs.reduce((sum, { tutorialMs }) => sum + tutorialMs, 0)).toBe(85)
})

it('counts nothing twice where a projector was faster than the wake-up', () => {
  const legs = legsOf(flow({ projectors: [step('account-summaries', 9.25)] }))
  expect(legs.map(({ ms }) => ms)).toEqual([9, 0.25, 0, 4])
})

it.each([
  ['no read model has told its times', flow({ projectors: [step('account-summaries', null)] })],
  ['it was refused', flow({ events: [], projectors: [] }, { outcome: 'rejected' })],
  ['it is not remembered', flow({}, null)],
])('knows no total while %s', (_, given) => expect(totalOf(legsOf(given))).toBeNull())

it('lays the browser around the server: both ways on the line take equally long', () => {
  const bars = new Map(layOut(flow(), marks).map((bar) => [bar.id, bar]))
  // It waited for 14 ms, of which the server worked 9.5: so 2.25 ms there, after 1 ms from click to request.
  expect(bars.get('click')).toMatchObject({ from: 0, to: 1 })
  expect(bars.get('request')?.from).toBe(3.25)
  expect(bars.get('waiting')).toMatchObject({ from: 1, to: 15 })
  expect(bars.get('screen')).toMatchObject({ from: 30, to: 33 })
  expect(bars.has('projector:payees')).toBe(false)
})

it('has every stage of an accepted one, in order', () => {
  expect(stagesOf(flow(), marks).map(({ id }) => id)).toEqual([
    'click',
    'trpc',
    'bus',
    'decider',
    'append',
    'wake',
    'projector:transfers',
    'projector:account-summaries',
    'query',
    'screen',
  ])
})

it('ends where a command was refused', () => {
  const { clickedAt, sentAt, answeredAt } = marks
  const refused = flow({ events: [] }, { outcome: 'rejected' })
  expect(stagesOf(refused, { clickedAt, sentAt, answeredAt }).map(({ id }) => id)).toEqual([
    'click',
    'trpc',
    'bus',
    'decider',
    'screen',
  ])
})

it('begins at what the log knows of one that is not remembered', () => {
  const stages = stagesOf(flow({}, null), undefined)
  expect(stages[0]?.id).toBe('append')
  expect(placeOf(stages, 'projector:account-summaries')).toBe(3)
  expect(placeOf(stages, 'no such stage')).toBe(0)
})
