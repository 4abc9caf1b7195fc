/**
 * Which font has which letters. The bank's own type comes first; what it has not is taken from the next one that has all
 * of a letter with its marks. What none has is drawn as an empty square, and told by its name to whoever listens instead
 * of looking.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type PDFDocument from 'pdfkit'
import type { EmbeddedFont } from 'pdfkit'
import { unwrapWoff } from './woff.ts'

export type Weight = 'regular' | 'bold'

const FILES = {
  regular: 'figtree-400.ttf',
  bold: 'figtree-600.ttf',
  signs: 'dejavu-sans.ttf',
  japanese: 'noto-sans-jp-400.woff',
} as const
type FontName = keyof typeof FILES

const chains: Readonly<Record<Weight, readonly FontName[]>> = {
  regular: ['regular', 'signs', 'japanese'],
  bold: ['bold', 'signs', 'japanese'],
}
/** In the font of signs. */
const UNKNOWN = '□'

const loaded = new Map<FontName, Uint8Array>()
const fileOf = (name: FontName): Uint8Array => {
  let file = loaded.get(name)
  if (!file) {
    const read = readFileSync(fileURLToPath(new URL(`fonts/${FILES[name]}`, import.meta.url)))
    file = FILES[name].endsWith('.woff') ? unwrapWoff(read) : read
    loaded.set(name, file)
  }
  return file
}

/** A part of a text that one font has, all of it read from one side. */
export type Run = { readonly font: FontName; readonly text: string; readonly isFromTheRight: boolean }

export type Fonts = {
  readonly runsOf: (text: string, weight: Weight) => Run[]
  /** Whether all letters are drawn. */
  readonly hasAll: (text: string) => boolean
  readonly forgetWords: () => void
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
/** Joiners and selectors, which are not drawn themselves. */
const UNDRAWN = /\p{Cf}|\p{Variation_Selector}/gu
const ASCII = /^[ -~]*$/
const SIGN = /^[\p{P}\p{S}\p{Z}]/u
/** Letters of scripts that are read from the right. */
export const FROM_THE_RIGHT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFF]/
/** From the first of them to the last, with the spaces and signs that lie between. */
const PART_FROM_THE_RIGHT = new RegExp(
  `(${FROM_THE_RIGHT.source}(?:(?:${FROM_THE_RIGHT.source}|[\\p{P}\\p{S}\\p{Z}\\p{M}])*${FROM_THE_RIGHT.source})?)`,
  'u',
)

export const createFonts = (document: PDFDocument): Fonts => {
  const opened = new Map<FontName, EmbeddedFont>()
  const open = (name: FontName): EmbeddedFont => {
    let font = opened.get(name)
    if (!font) {
      font = document.registerFont(name, fileOf(name)).font(name)._font
      opened.set(name, font)
    }
    return font
  }
  for (const name of ['regular', 'bold'] as const) open(name)

  const hasAllOf = (name: FontName, letter: string): boolean =>
    [...letter.replace(UNDRAWN, '')].every((one) => open(name).font.hasGlyphForCodePoint(one.codePointAt(0)!))

  const known = new Map<string, FontName | undefined>()
  const fontFor = (letter: string, weight: Weight): FontName | undefined => {
    const key = `${weight} ${letter}`
    if (known.has(key)) return known.get(key)
    const font = chains[weight].find((name) => hasAllOf(name, letter))
    // A statement has few letters; a forger of descriptions shall not fill the memory with all there are.
    if (known.size < 10_000) known.set(key, font)
    return font
  }

  return {
    forgetWords: () => {
      for (const font of opened.values()) font.layoutCache = Object.create(null)
    },
    hasAll: (text) =>
      ASCII.test(text) || [...graphemes.segment(text)].every(({ segment }) => fontFor(segment, 'regular')),
    runsOf: (text, weight) => {
      if (ASCII.test(text)) return text === '' ? [] : [{ font: weight, text, isFromTheRight: false }]
      // What is between two matches stands at even places.
      return text
        .split(PART_FROM_THE_RIGHT)
        .flatMap((part, n) => (n % 2 === 1 ? runsFromTheRight(part, weight) : runsIn(part, weight, false)))
    },
  }

  function runsFromTheRight(text: string, weight: Weight): Run[] {
    return runsIn(text, weight, true).reverse()
  }

  function runsIn(text: string, weight: Weight, isFromTheRight: boolean): Run[] {
    const runs: { font: FontName; text: string; isFromTheRight: boolean }[] = []
    for (const { segment } of graphemes.segment(text)) {
      const last = runs.at(-1)
      // Spaces and signs stay with the letters before them, where that font has them.
      if (last && SIGN.test(segment) && hasAllOf(last.font, segment)) {
        last.text += segment
        continue
      }
      const found = fontFor(segment, weight)
      const font = found ?? 'signs'
      const drawn = found ? segment : UNKNOWN
      if (last?.font === font) last.text += drawn
      else runs.push({ font, text: drawn, isFromTheRight })
    }
    return runs
  }
}
