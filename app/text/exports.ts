/** What is said when something is taken along as a file. */
export const exportsText = {
  download: 'Download',
  one: (format: string) => `Download as ${format}`,
  formats: {
    pdf: { name: 'PDF', detail: 'To read, print and keep' },
    csv: { name: 'CSV', detail: 'For spreadsheets' },
    ofx: { name: 'OFX', detail: 'For money programs' },
    camt053: { name: 'camt.053', detail: 'For accounting, as XML' },
    mt940: { name: 'MT940', detail: 'For older accounting' },
  },
  writing: (format: string) => `Writing ${format}`,
  cancel: 'Cancel the download',
  done: (name: string) => `${name} is in your downloads`,
  failed: (format: string) => `There is no ${format} file`,
} as const
