import { describe, expect, it } from 'vitest'
import {
  isTypedInto,
  type Pressed,
  press,
  SEQUENCE_MS,
  type Shortcut,
} from '../../app/components/shell/shortcut-keys.ts'

const shortcuts: Shortcut[] = [
  { keys: 'g o', label: 'Overview', does: { href: '/' } },
  { keys: 'n', label: 'New', does: { href: '/transfer' } },
  { keys: '?', label: 'Keys', does: 'sheet' },
]

const hits = (keys: string, pauseMs = 100): string[] => {
  let pressed: Pressed | null = null
  return keys.split(' ').flatMap((key, index) => {
    const next = press(shortcuts, pressed, key, index * pauseMs)
    pressed = next.pressed
    return next.hit ? [next.hit.label] : []
  })
}

describe('single keys', () => {
  it.each([
    ['g o', ['Overview']],
    ['n', ['New']],
    ['?', ['Keys']],
    ['o', []],
    ['g x o', []],
    ['g n', ['New']],
    ['g g o', ['Overview']],
    ['g o o', ['Overview']],
  ])('%s', (keys, found) => expect(hits(keys)).toEqual(found))

  it('belong together only when one follows the other soon', () => {
    expect(hits('g o', SEQUENCE_MS + 1)).toEqual([])
  })
})

it.each([
  [{ tagName: 'INPUT', type: 'text' }, true],
  [{ tagName: 'INPUT', type: 'search' }, true],
  [{ tagName: 'TEXTAREA' }, true],
  [{ tagName: 'SELECT' }, true],
  [{ tagName: 'DIV', isContentEditable: true }, true],
  [{ tagName: 'INPUT', type: 'radio' }, false],
  [{ tagName: 'A' }, false],
])('%j takes letters: %s', (target, expected) => expect(isTypedInto(target)).toBe(expected))
