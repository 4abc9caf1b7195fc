/** Days by the names that they have while they are near. */
export const datesText = {
  today: 'Today',
  tomorrow: 'Tomorrow',
  yesterday: 'Yesterday',
} as const
