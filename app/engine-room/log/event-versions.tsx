'use client'

/** An event's data as it was stored, beside what readers get today, with the fields marked that differ. */
import type { EventVersion, StoredEvent } from '../../api-client/engine-room-log-queries.ts'
import { formatCount } from '../../components/money-format.ts'
import { ScrollFrame } from '../../components/scroll-frame.tsx'
import { logText } from '../../text/engine-room-log.ts'
import { Explanation } from '../explanation.tsx'
import { compareFields, type Field } from './compare-fields.ts'
import classes from './log.module.css'

const { versions: text, explained } = logText

export function EventVersions({ stored: { versions, encrypted } }: { stored: StoredEvent }) {
  const first = versions[0] as EventVersion
  const last = versions.at(-1) as EventVersion
  const { before, after } = compareFields(first.data, last.data)
  const isSame = first === last
  const between = versions.slice(1, -1).map(({ version }) => formatCount(version))
  return (
    <section className={classes.part}>
      <h4 className={classes.subtitle}>{text.title}</h4>
      <Explanation of="server/domain/upcast.ts#upcast">{explained.upcast}</Explanation>
      <div className={classes.sides} data-is-single={isSame}>
        <Side title={text.stored(formatCount(first.version))} fields={before} only={text.gone} />
        {!isSame && (
          <Side
            title={[text.read(formatCount(last.version)), between.length > 0 && text.by(between.join(', '))]
              .filter(Boolean)
              .join(', ')}
            fields={after}
            only={text.new}
          />
        )}
      </div>
      {isSame && <p className={classes.quiet}>{text.same(formatCount(first.version))}</p>}
      {encrypted.length > 0 && <p className={classes.quiet}>{text.encrypted(encrypted.join(', '))}</p>}
    </section>
  )
}

function Side({ title, fields, only }: { title: string; fields: readonly Field[]; only: string }) {
  return (
    <div className={classes.side}>
      <h5 className={classes.sideTitle}>{title}</h5>
      <ScrollFrame label={title} className={classes.json}>
        <ul>
          {fields.map(({ name, json, kind }) => (
            <li key={name} className={classes.field} data-kind={kind}>
              <span className={classes.name}>{name}</span>: {json}
              {kind !== 'same' && (
                <span className={classes.mark}>{kind === 'changed' ? text.changed : only}</span>
              )}
            </li>
          ))}
        </ul>
      </ScrollFrame>
    </div>
  )
}
