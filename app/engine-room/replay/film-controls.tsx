/** The slider and the buttons of the film. */
import { ActionIcon, Button, NativeSelect } from '@mantine/core'
import {
  IconChevronLeft,
  IconChevronRight,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerSkipBack,
  IconPlayerSkipForward,
} from '@tabler/icons-react'
import { formatCount } from '../../components/money-format.ts'
import { replayText } from '../../text/engine-room-replay.ts'
import classes from './replay.module.css'
import type { Film } from './use-film.ts'

const { film: text } = replayText

export const SPEEDS = [1, 2, 5] as const
export type Speed = (typeof SPEEDS)[number]

export function FilmControls({
  film: { position, isPlaying, go, step, setPlaying },
  end,
  speed,
  onSpeed,
}: {
  film: Film
  end: number
  speed: Speed
  onSpeed: (speed: Speed) => void
}) {
  const of = text.of(formatCount(position), formatCount(end))
  const play = () => {
    // At the end it begins anew.
    if (position >= end) go(0)
    setPlaying(true)
  }
  return (
    <div className={classes.controls}>
      <input
        type="range"
        className={classes.slider}
        aria-label={text.slider}
        aria-valuetext={of}
        min={0}
        max={end}
        value={position}
        onChange={(event) => go(Number(event.currentTarget.value))}
      />
      <div className={classes.buttons}>
        <ActionIcon
          size={44}
          variant="subtle"
          aria-label={text.first}
          disabled={position === 0}
          onClick={() => go(0)}
        >
          <IconPlayerSkipBack aria-hidden size={20} />
        </ActionIcon>
        <ActionIcon
          size={44}
          variant="subtle"
          aria-label={text.back}
          disabled={position === 0}
          onClick={() => step(-1)}
        >
          <IconChevronLeft aria-hidden size={22} />
        </ActionIcon>
        <Button
          size="md"
          disabled={end === 0}
          leftSection={
            isPlaying ? <IconPlayerPause aria-hidden size={18} /> : <IconPlayerPlay aria-hidden size={18} />
          }
          onClick={isPlaying ? () => setPlaying(false) : play}
        >
          {isPlaying ? text.pause : text.play}
        </Button>
        <ActionIcon
          size={44}
          variant="subtle"
          aria-label={text.next}
          disabled={position >= end}
          onClick={() => step(1)}
        >
          <IconChevronRight aria-hidden size={22} />
        </ActionIcon>
        <ActionIcon
          size={44}
          variant="subtle"
          aria-label={text.last}
          disabled={position >= end}
          onClick={() => go(end)}
        >
          <IconPlayerSkipForward aria-hidden size={20} />
        </ActionIcon>
        <NativeSelect
          size="md"
          className={classes.speed}
          aria-label={text.speed}
          value={String(speed)}
          data={SPEEDS.map((each) => ({ value: String(each), label: text.perSecond(String(each)) }))}
          onChange={(event) =>
            onSpeed(SPEEDS.find((each) => String(each) === event.currentTarget.value) ?? 1)
          }
        />
      </div>
      <p className={classes.quiet}>{text.keys}</p>
    </div>
  )
}
