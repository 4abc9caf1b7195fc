/** A new step on the same page: its heading has the focus, and the page begins with it, as after a page load. */
export const goTo = (heading: HTMLElement | null): void => {
  heading?.focus({ preventScroll: true })
  window.scrollTo({ top: 0 })
}
