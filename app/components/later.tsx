'use client'

/**
 * What stands further down is drawn after what stands on top has been shown, and in slices: a press meanwhile is answered
 * at once. Once there it is drawn along with everything else.
 */
import { type ReactNode, useDeferredValue } from 'react'

export function Later({ children, placeholder }: { children: ReactNode; placeholder?: ReactNode }) {
  return useDeferredValue(true, false) ? children : placeholder
}
