/** What the settings ask and say. */
export const settingsText = {
  title: 'Settings',
  undo: {
    title: 'Time to undo a transfer',
    choice: (seconds: number) => (seconds === 0 ? 'None' : `${seconds} seconds`),
    atOnce: 'paid at once',
    save: 'Save',
    saved: 'Saved',
    savedDetail: (seconds: number) =>
      seconds === 0 ? 'Transfers are paid at once.' : `You can undo for ${seconds} seconds.`,
  },
  browser: 'This browser',
  kept: 'These hold for this browser only, and at once.',
  formats: 'Money and dates',
  asBrowser: 'As the browser',
  locales: {
    'en-US': 'English (United States)',
    'en-GB': 'English (United Kingdom)',
    de: 'Deutsch',
    fr: 'Français',
    ja: '日本語',
  },
  zone: 'Times',
  zones: { device: 'In the zone of this device', bank: 'In the zone of the bank' },
  shortcuts: 'Keyboard shortcuts',
  shortcutChoices: { on: 'On', off: 'Off' },
  shortcutDetail: 'Single keys, such as g and then o for the overview; ? lists them.',
} as const
