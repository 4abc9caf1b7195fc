/** How the end-to-end tests launch the browser that was found. */
import { demandChromium } from '../../scripts/test/browser.ts'

export const chromiumLaunch = async () => ({
  executablePath: (await demandChromium()).path,
  args: chromiumFlags(),
})

/**
 * For a browser that nobody looks at. Its sandbox cannot be had as root. A page of a test lives for seconds: what its
 * scripts are optimized for in the background takes longer than it ever saves.
 */
const chromiumFlags = (): string[] => [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--js-flags=--no-maglev --no-turbofan',
]
