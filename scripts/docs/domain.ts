/** `npm run docs:domain`: writes docs/domain.md anew. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../root.mjs'
import { domainPage } from './domain-page.ts'
import { readDomain } from './domain-source.ts'

writeFileSync(join(root, 'docs/domain.md'), domainPage(readDomain(root)))
