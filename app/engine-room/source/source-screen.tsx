'use client'

/** A file of the bank, at the line that one has come for. */
import { useSearchParams } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { useSource } from '../../api-client/engine-room-queries.ts'
import { describeReadFailure } from '../../api-client/failures.ts'
import { PageHeading } from '../../components/page-heading.tsx'
import { PageLink } from '../../components/page-link.tsx'
import { ScrollFrame } from '../../components/scroll-frame.tsx'
import sheet from '../../components/sheet.module.css'
import { ErrorState, RowsPlaceholder } from '../../components/states.tsx'
import { engineRoomText } from '../../text/engine-room.ts'
import { sourceHref } from '../source-href.ts'
import classes from './source.module.css'

const { source: text } = engineRoomText

export function SourceScreen() {
  const asked = useSearchParams()
  const path = asked.get('file') ?? ''
  const chosen = Number(asked.get('line'))
  const { data, error, isPending, isFetching, refetch } = useSource(path)
  const name = path.split('/').at(-1) ?? ''
  return (
    <>
      <PageHeading title={name || text.title} note={path && `${path}. ${text.note}`} />
      {error ? (
        <ErrorState
          message={describeReadFailure(error)}
          onRetry={() => void refetch()}
          isRetrying={isFetching}
        />
      ) : isPending ? (
        <RowsPlaceholder label={text.loading} rows={8} />
      ) : (
        <>
          <nav aria-label={text.places} className={classes.places}>
            {data.places.map(({ name: place, line }) => (
              <PageLink
                key={place}
                href={sourceHref({ path, line }, null)}
                aria-current={line === chosen ? 'true' : undefined}
                className={classes.place}
              >
                {text.place(place.split('#')[1] ?? '', line)}
              </PageLink>
            ))}
          </nav>
          <div className={sheet.sheet}>
            <Lines key={path} path={path} lines={data.text.trimEnd().split('\n')} chosen={chosen} />
          </div>
        </>
      )}
    </>
  )
}

function Lines({ path, lines, chosen }: { path: string; lines: readonly string[]; chosen: number }) {
  const chosenLine = useRef<HTMLLIElement>(null)
  useEffect(() => {
    // Not before the chosen line is there, and again when another one is chosen.
    if (chosen > 0) chosenLine.current?.scrollIntoView({ block: 'center' })
  }, [chosen])
  return (
    <ScrollFrame label={text.of(path)} className={classes.frame}>
      <ol className={classes.lines}>
        {lines.map((line, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a line of a file is its number
            key={index}
            ref={index + 1 === chosen ? chosenLine : undefined}
            className={classes.line}
            data-is-comment={/^\s*(\/\/|\/\*|\*)/.test(line) || undefined}
            aria-current={index + 1 === chosen ? 'location' : undefined}
          >
            <code>{line || ' '}</code>
          </li>
        ))}
      </ol>
    </ScrollFrame>
  )
}
