/** The pages of the engine room, in the order in which they are listed everywhere. A new page is its folder and a line here. */
import {
  IconBolt,
  IconClockPlay,
  IconFlask,
  IconListDetails,
  IconMovie,
  IconRoute,
  IconShieldCheck,
  IconTimelineEvent,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import { engineRoomText } from '../text/engine-room.ts'

export type EngineRoomPage = {
  readonly href: `/engine-room/${string}`
  readonly label: string
  /** One or two sentences for who does not know it yet. */
  readonly summary: string
  readonly icon: ComponentType<{ size?: number; 'aria-hidden'?: boolean }>
  /** What is pressed to come there from any other page of the engine room. */
  readonly keys: string
}

const { pages } = engineRoomText

export const engineRoomPages: readonly EngineRoomPage[] = [
  { href: '/engine-room/flow', ...pages.flow, icon: IconRoute, keys: 'g f' },
  { href: '/engine-room/log', ...pages.log, icon: IconTimelineEvent, keys: 'g l' },
  { href: '/engine-room/consistency', ...pages.consistency, icon: IconFlask, keys: 'g c' },
  { href: '/engine-room/projections', ...pages.projections, icon: IconListDetails, keys: 'g p' },
  { href: '/engine-room/replay', ...pages.replay, icon: IconMovie, keys: 'g r' },
  { href: '/engine-room/processes', ...pages.processes, icon: IconClockPlay, keys: 'g j' },
  { href: '/engine-room/proof', ...pages.proof, icon: IconShieldCheck, keys: 'g v' },
  { href: '/engine-room/break-it', ...pages.breakIt, icon: IconBolt, keys: 'g b' },
]
