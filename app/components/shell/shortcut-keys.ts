/** Keys that do something by themselves, alone or one after the other, and what has been pressed so far. */

export type Shortcut = {
  /** As they are pressed: `n`, `g o`. */
  readonly keys: string
  readonly label: string
  /** Where it leads, what opens, or that what was done last is taken back. */
  readonly does: { readonly href: string } | 'palette' | 'sheet' | 'undo'
}

/** A second key counts as one's next thought when it comes later than this. */
export const SEQUENCE_MS = 1_500

export type Pressed = { readonly keys: string; readonly at: number }

/** What is hit by one more key, or what to remember until the next one. */
export const press = (
  shortcuts: readonly Shortcut[],
  before: Pressed | null,
  key: string,
  now: number,
): { readonly hit?: Shortcut; readonly pressed: Pressed | null } => {
  const isGoingOn = before !== null && now - before.at <= SEQUENCE_MS
  for (const keys of isGoingOn ? [`${before.keys} ${key}`, key] : [key]) {
    const hit = shortcuts.find((shortcut) => shortcut.keys === keys)
    if (hit) return { hit, pressed: null }
    if (shortcuts.some((shortcut) => shortcut.keys.startsWith(`${keys} `)))
      return { pressed: { keys, at: now } }
  }
  return { pressed: null }
}

type Target = { readonly tagName?: string; readonly type?: string; readonly isContentEditable?: boolean }

/** Where keys are letters, they do nothing else. */
export const isTypedInto = ({ tagName, type = '', isContentEditable }: Target): boolean =>
  isContentEditable === true ||
  tagName === 'TEXTAREA' ||
  tagName === 'SELECT' ||
  (tagName === 'INPUT' && !['radio', 'checkbox', 'button', 'submit'].includes(type))
