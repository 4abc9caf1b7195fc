/** What stands where a page cannot be shown: under the page's own heading, where that is known. */
import { MantineProvider } from '@mantine/core'
import type { ComponentProps } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { InPlaceOfPage } from '../../app/components/in-place-of-page.tsx'

const missing = { title: 'No such thing', detail: 'Nothing is here.', href: '/', link: 'Back' }
const fault = (httpStatus: number) => Object.assign(new Error('fault'), { data: { httpStatus } })

const drawn = (error: Error | null, more: Partial<ComponentProps<typeof InPlaceOfPage>> = {}) =>
  renderToStaticMarkup(
    <MantineProvider>
      <InPlaceOfPage
        asked={{ error, refetch: () => undefined, isFetching: false }}
        placeholder="on its way"
        {...more}
      />
    </MantineProvider>,
  )

it('heads what failed by the title of the page', () => {
  expect(drawn(fault(500), { title: 'Insights' })).toMatch(/<h1[^>]*>Insights<\/h1>.*Try again/s)
  expect(drawn(fault(404), { title: 'Insights' })).toMatch(/<h1[^>]*>Insights<\/h1>.*Try again/s)
  expect(drawn(fault(500))).not.toContain('<h1')
})

it('says that there is no such thing where there may be none, and waits as long as nothing is known', () => {
  expect(drawn(fault(404), { missing })).toContain('No such thing')
  expect(drawn(null, { missing, isMissing: true })).toContain('No such thing')
  expect(drawn(null, { missing, title: 'Insights' })).toContain('on its way')
})
