'use client'

/**
 * False in the page as it comes from the server, true once its own code runs. A form must not be sent before: the
 * browser would do it in its own way, without us.
 */
import { useSyncExternalStore } from 'react'

const never = () => () => {}

export const useIsHydrated = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
