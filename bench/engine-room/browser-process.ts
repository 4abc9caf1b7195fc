/** The browser in a process of its own, told by messages when somebody looks. */
import { createBrowser } from './browser.ts'

export type BrowserOrder =
  | { readonly kind: 'open'; readonly port: number; readonly cookie: string }
  | { readonly kind: 'look' }
  | { readonly kind: 'lookAway' }

let browser: ReturnType<typeof createBrowser> | undefined

const carryOut = async (order: BrowserOrder): Promise<object> => {
  if (order.kind === 'open') {
    browser = createBrowser(order)
    await browser.open()
    return {}
  }
  if (!browser) throw new Error('No page is open')
  if (order.kind === 'lookAway') return browser.lookAway()
  browser.look()
  return {}
}

process.on('message', (order: BrowserOrder) => {
  carryOut(order).then(
    (answer) => process.send?.(answer),
    (error) => {
      console.error(error)
      process.exit(1)
    },
  )
})
process.on('disconnect', () => process.exit(0))
process.send?.({ type: 'ready' })
