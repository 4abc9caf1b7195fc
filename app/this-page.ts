/** The request for which the server is drawing right now. In a browser, and while a page is being built, there is none. */
import type { ThisPage } from '../server/trpc/this-page.ts'

type Holder = { [PLACE]?: () => ThisPage | undefined }
const PLACE = Symbol.for('passbook.this-page')

export const thisPage = (): ThisPage | undefined => (globalThis as Holder)[PLACE]?.()
