/** The words of the engine room's page about projections. */
export const projectionsText = {
  title: 'Projections',
  note: 'Each keeps one read model: it follows the log, folds the events it knows into rows, and remembers how far it has come.',
  list: 'Read models',
  loading: 'Loading the read models',
  explained:
    'A projector reads the log from where it has stopped, folds a batch of events into rows, and writes the rows together with its new position. What is drawn here is asked for once for all of them.',
  columns: { name: 'Read model', position: 'Position', lag: 'Behind', rate: 'Rate' },
  caughtUp: 'up to date',
} as const
