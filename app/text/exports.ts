/** What is said when something is taken along as a file. */
export const exportsText = {
  download: 'Download',
  one: (format: string) => `Download as ${format}`,
  formats: {
    pdf: { name: 'PDF', detail: 'To print, up to 100,000 lines' },
    csv: { name: 'CSV', detail: 'For spreadsheets' },
    ofx: { name: 'OFX', detail: 'For money programs' },
    camt052: { name: 'camt.052', detail: 'For accounting, as XML: a report' },
    camt053: { name: 'camt.053', detail: 'For accounting, as XML' },
    jsonl: { name: 'JSON Lines', detail: 'For programs' },
    mt940: { name: 'MT940', detail: 'For older accounting' },
  },
  writing: (format: string) => `Writing ${format}`,
  tooLong: (count: string) => `For up to 100,000 lines, and these are ${count}`,
  onlyWhole: 'camt.053 and MT940 promise a whole month between two balances:',
  ofStatements: 'they are made of statements.',
  cancel: 'Cancel the download',
  done: (name: string) => `${name} is in your downloads`,
  failed: (format: string) => `There is no ${format} file`,
} as const
