'use client'

/**
 * Takes what is on the screen along as a file: a menu of formats, or one button where there is only one. While the file
 * is written its place shows how much there is, and a way to stop. Usable wherever something is exported, by
 * `{ path, body }` of its endpoint; the format joins the body.
 */
import { ActionIcon, Button, type ButtonProps } from '@mantine/core'
import { IconChevronDown, IconDownload, IconX } from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useBankSession } from '../api-client/bank-session.tsx'
import {
  DownloadFailed,
  downloadFile,
  type FileRequest,
  type Progress,
  saveFile,
} from '../api-client/download.ts'
import { lineMarks } from '../api-client/line-count.ts'
import { exportsText as text } from '../text/exports.ts'
import classes from './export-menu.module.css'
import { fileSize } from './file-size.ts'
import { formatCount, formatPercent } from './money-format.ts'
import { showDone, showProblem } from './notices.tsx'

export type ExportFormat = keyof typeof text.formats

/** All that a statement can be had in. */
export const statementFormats: readonly ExportFormat[] = ['pdf', 'csv', 'ofx', 'camt053', 'mt940']
/** And what is picked out from a list of transactions. */
export const listFormats: readonly ExportFormat[] = ['pdf', 'csv', 'ofx', 'camt052']

export function ExportMenu({
  source,
  formats,
  label = text.download,
  isQuiet = false,
  shape,
  count,
  foot,
}: {
  source: FileRequest
  formats: readonly ExportFormat[]
  label?: string
  /** Beside what matters more. */
  isQuiet?: boolean
  /** As the buttons beside it have it. */
  shape?: Pick<ButtonProps, 'size' | 'radius'>
  /** How many lines there will be, where that is known: what is too long for a format is said before it is begun. */
  count?: number | undefined
  /** What else is to be said of the formats. */
  foot?: ReactNode
}) {
  const { download, running, cancel } = useDownload(source)
  const menuId = useId()
  const menu = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const [only] = formats
  const variant = isQuiet ? 'subtle' : 'default'
  const wasRunning = useRef(false)
  useEffect(() => {
    // The way to stop had the focus, and is gone.
    if (!running && wasRunning.current && document.activeElement === document.body) button.current?.focus()
    wasRunning.current = running !== null
  }, [running])
  if (running) return <Running {...running} onCancel={cancel} />
  if (formats.length === 1 && only)
    return (
      <Button
        ref={button}
        variant={variant}
        radius="xl"
        {...shape}
        leftSection={<IconDownload aria-hidden size={18} />}
        onClick={() => void download(only)}
      >
        {text.one(text.formats[only].name)}
      </Button>
    )
  return (
    <>
      <Button
        ref={button}
        variant={variant}
        radius="xl"
        {...shape}
        leftSection={<IconDownload aria-hidden size={18} />}
        rightSection={<IconChevronDown aria-hidden size={16} />}
        popoverTarget={menuId}
      >
        {label}
      </Button>
      <div
        ref={menu}
        id={menuId}
        popover="auto"
        role="dialog"
        aria-label={label}
        className={classes.menu}
        onKeyDown={moveFocus}
        onBeforeToggle={({ newState }) => {
          if (newState === 'open' && button.current && menu.current) placeBelow(menu.current, button.current)
        }}
        onToggle={({ newState }) => {
          if (newState === 'open') menu.current?.querySelector('button')?.focus()
        }}
      >
        <ul>
          {formats.map((format) => (
            <li key={format}>
              <button
                type="button"
                className={classes.item}
                disabled={isTooLong(format, count)}
                onClick={() => {
                  menu.current?.hidePopover()
                  void download(format)
                }}
              >
                <span className={classes.name}>{text.formats[format].name}</span>
                <span className={classes.detail}>
                  {isTooLong(format, count)
                    ? text.tooLong(formatCount(count ?? 0))
                    : text.formats[format].detail}
                </span>
              </button>
            </li>
          ))}
        </ul>
        {foot && <p className={classes.note}>{foot}</p>}
      </div>
    </>
  )
}

/** As the bank has it: nobody reads more pages. */
const MOST_PDF_LINES = 100_000

const isTooLong = (format: ExportFormat, count: number | undefined): boolean =>
  format === 'pdf' && count !== undefined && count > MOST_PDF_LINES

function Running({ format, bytes, share, onCancel }: Running & { onCancel: () => void }) {
  const stop = useRef<HTMLButtonElement>(null)
  // The button that was pressed is gone: its place, and the focus, is the way to stop.
  useEffect(() => stop.current?.focus(), [])
  return (
    <span className={classes.running}>
      {share === null ? (
        <span className={classes.bar} aria-hidden />
      ) : (
        <progress
          className={classes.share}
          aria-label={text.writing(text.formats[format].name)}
          max={1}
          value={share}
        />
      )}
      <span role="status">{text.writing(text.formats[format].name)}</span>
      <span className="money" aria-hidden>
        {share !== null ? formatPercent(String(Math.floor(share * 100))) : bytes > 0 ? fileSize(bytes) : '…'}
      </span>
      <ActionIcon ref={stop} variant="subtle" onClick={onCancel} aria-label={text.cancel}>
        <IconX aria-hidden size={18} />
      </ActionIcon>
    </span>
  )
}

type Running = Progress & { readonly format: ExportFormat }

const useDownload = (source: FileRequest) => {
  const { store } = useBankSession()
  const [running, setRunning] = useState<Running | null>(null)
  const abort = useRef<AbortController | null>(null)
  useEffect(() => () => abort.current?.abort(), [])

  const download = async (format: ExportFormat): Promise<void> => {
    const controller = new AbortController()
    abort.current = controller
    setRunning({ format, bytes: 0, share: null })
    try {
      const floor = store.floor()
      // What the screen shows already is in the file, too; the log itself is never behind.
      const body = {
        ...source.body,
        format,
        ...(floor > 0 && !source.isAddress && { afterVersion: floor }),
      }
      const file = await downloadFile(
        { ...source, body },
        {
          signal: controller.signal,
          mark: lineMarks[format],
          onProgress: (progress) => setRunning({ format, ...progress }),
        },
      )
      saveFile(file)
      showDone(text.done(file.name), fileSize(file.blob.size))
    } catch (error) {
      if (!controller.signal.aborted)
        showProblem(
          text.failed(text.formats[format].name),
          error instanceof DownloadFailed ? error.message : '',
        )
    } finally {
      setRunning(null)
    }
  }
  return { download, running, cancel: () => abort.current?.abort() }
}

const WIDTH = 272
const MARGIN = 8

/** In the page and not in the window, so that it goes along when the page is scrolled; within it, on a phone too. */
const placeBelow = (menu: HTMLElement, button: HTMLElement) => {
  const { right, bottom } = button.getBoundingClientRect()
  const width = Math.min(WIDTH, document.documentElement.clientWidth - 2 * MARGIN)
  menu.style.width = `${width}px`
  menu.style.top = `${bottom + window.scrollY + 6}px`
  menu.style.left = `${Math.max(MARGIN, right - width) + window.scrollX}px`
}

const moveFocus = (event: KeyboardEvent<HTMLElement>) => {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0) return
  event.preventDefault()
  const items = [...event.currentTarget.querySelectorAll('button')]
  const at = items.indexOf(document.activeElement as HTMLButtonElement)
  items[(at + step + items.length) % items.length]?.focus()
}
