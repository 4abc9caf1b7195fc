/** What is said of the projector: that it is not slowed down only when the bank has said so. */
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { SlowProjector } from '../../../app/api-client/consistency-lab/use-slow-projector.ts'
import { slowedBy } from '../../../app/engine-room/consistency/side-by-side.tsx'
import { SlowDown } from '../../../app/engine-room/consistency/slow-down.tsx'
import { consistencyText } from '../../../app/text/engine-room-consistency.ts'

const { slow: text, runs } = consistencyText

const drawn = (slow: Pick<SlowProjector, 'slowing' | 'delayMs'>) =>
  renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}>
      <MantineProvider>
        <SlowDown
          slow={{
            ...{ want: () => undefined, turnOff: () => undefined, problem: null },
            hold: async () => null,
            ...slow,
          }}
          isRunning={false}
        />
      </MantineProvider>
    </QueryClientProvider>,
  )

test('on, off and not known are three things', () => {
  const slowing = { id: 'a', delayMs: 500, until: '2026-11-30T12:00:00.000Z', setByName: null, isOwn: true }
  expect(drawn({ slowing, delayMs: 500 })).toContain('Slowed down by 500 ms')
  expect(drawn({ slowing: null, delayMs: 0 })).toContain(text.off)
  const notKnown = drawn({ slowing: undefined, delayMs: null })
  expect(notKnown).toContain(text.notKnown)
  expect(notKnown).not.toContain(text.off)
  expect(notKnown).not.toContain(text.value('0'))
})

test('and so they are of a run', () => {
  expect(slowedBy({ slowedByMs: 500 })).toBe(runs.slowed('500'))
  expect(slowedBy({ slowedByMs: 0 })).toBe(runs.notSlowed)
  expect(slowedBy({ slowedByMs: null })).toBe(runs.slowingNotKnown)
})
