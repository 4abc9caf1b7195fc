/** An account that is not there, or not one's own. */
import type { Missing } from '../../../components/in-place-of-page.tsx'
import { accountText } from '../../../text/account.ts'

const { missing: text } = accountText

export const noSuchAccount: Missing = { title: text.title, detail: text.text, href: '/', link: text.action }
