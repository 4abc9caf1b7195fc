/**
 * Output of something that runs beside what is on the screen: kept until it is opened, and let through from then on. So
 * two parts that run at once can be read one after the other, and nothing of either is lost.
 */
import type { Output } from './programs.ts'

export const heldOutput = (to: Output): Output & { readonly open: () => void } => {
  const kept: string[] = []
  let isOpen = false
  return {
    write: (text) => (isOpen ? to.write(text) : kept.push(text)),
    open: () => {
      isOpen = true
      for (const text of kept.splice(0)) to.write(text)
    },
  }
}
