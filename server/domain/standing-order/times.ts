/** The bank's times for trying, on an occurrence's date and, while money is short, on the day after: by its own clock. */
export const TRIED_AT = ['06:00', '14:00'] as const
