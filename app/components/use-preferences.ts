'use client'

/** What has been chosen for this browser, for whoever draws it. */
import { useSyncExternalStore } from 'react'
import { onPreferences, type Preferences, preferences, usualPreferences } from './preferences.ts'

export const usePreferences = (): Preferences =>
  useSyncExternalStore(onPreferences, preferences, () => usualPreferences)
