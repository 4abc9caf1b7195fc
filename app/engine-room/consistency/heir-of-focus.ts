/** Nobody's focus falls to the top of the page: when a button that has it goes away, something that stays takes it. */
import { type RefCallback, type RefObject, useCallback } from 'react'

/** The ref of the button that may go away. It still stands there when React takes the ref back. */
export const useHeirOfFocus = (heir: RefObject<HTMLElement | null>): RefCallback<HTMLElement> =>
  useCallback(
    (button: HTMLElement | null) => () => {
      if (button && document.activeElement === button) heir.current?.focus()
    },
    [heir],
  )
