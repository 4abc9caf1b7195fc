/** What fits, in groups. The focus stays in the field above, so an option is chosen and not focused. */
import { shellText } from '../../text/shell.ts'
import type { PaletteEntry, PaletteGroup } from './entries.ts'
import classes from './palette.module.css'

const { palette: text } = shellText

export function PaletteList({
  listId,
  groups,
  activeId,
  onOpen,
  onPoint,
}: {
  listId: string
  groups: readonly PaletteGroup[]
  activeId: string | undefined
  onOpen: (href: string) => void
  onPoint: (id: string) => void
}) {
  return (
    <div role="listbox" id={listId} aria-label={text.list} className={classes.list} tabIndex={-1}>
      {groups.map(({ name, entries }) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options has no element of its own
        <div role="group" key={name} aria-labelledby={`${listId}-${name}`}>
          <div id={`${listId}-${name}`} className={classes.group}>
            {text.groups[name]}
          </div>
          {entries.map((entry) => (
            <Option
              key={entry.id}
              id={`${listId}-${entry.id}`}
              entry={entry}
              isActive={entry.id === activeId}
              onOpen={onOpen}
              onPoint={onPoint}
            />
          ))}
        </div>
      ))}
    </div>
  )
}

function Option({
  id,
  entry,
  isActive,
  onOpen,
  onPoint,
}: {
  id: string
  entry: PaletteEntry
  isActive: boolean
  onOpen: (href: string) => void
  onPoint: (id: string) => void
}) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus, and its keys choose and open
    // biome-ignore lint/a11y/useFocusableInteractive: it is the field's active descendant instead
    <div
      role="option"
      id={id}
      aria-selected={isActive}
      className={classes.option}
      onClick={() => onOpen(entry.href)}
      onMouseMove={() => isActive || onPoint(entry.id)}
    >
      <span className={classes.words}>
        <span className={classes.title}>{entry.title}</span>
        {entry.detail && <span className={classes.detail}>{entry.detail}</span>}
      </span>
      {entry.figure && (
        <span className={`money ${classes.figure}`} data-direction={entry.direction}>
          {entry.figure}
        </span>
      )}
    </div>
  )
}
