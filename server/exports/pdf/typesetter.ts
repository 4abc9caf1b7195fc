/**
 * Text on paper: measured and broken into lines with the fonts that it needs, drawn from the left or the right. Words
 * are never hyphenated; one that is longer than a line, and text without spaces, is broken between letters. What is
 * written from the right is drawn from the right.
 */
import type PDFDocument from 'pdfkit'
import { createFonts, type Fonts, FROM_THE_RIGHT, type Run, type Weight } from './fonts.ts'

export type Style = {
  readonly size: number
  readonly color: string
  readonly weight?: Weight
  /** Digits of one width. */
  readonly isFigure?: boolean
}

export type Typesetter = {
  readonly linesOf: (text: string, style: Style, width: number) => string[]
  readonly widthOf: (text: string, style: Style) => number
  /** `x` is where the line begins, or with `align: 'right'` where it ends; `y` is its base line. */
  readonly draw: (
    text: string,
    style: Style,
    place: { readonly x: number; readonly y: number; readonly align?: 'left' | 'right' },
  ) => void
  /** What is to be read out, where the letters on the paper are not the text's own or stand in another order. */
  readonly readAs: (text: string) => string | undefined
  /** Forgets how words are drawn that have been drawn so far. */
  readonly forgetWords: () => void
}

/** All digits of one width, so that columns of figures can be compared. */
const TABULAR = ['tnum', 'kern'] as const

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
const lettersOf = (text: string): string[] => [...graphemes.segment(text)].map(({ segment }) => segment)

export const createTypesetter = (document: PDFDocument): Typesetter => {
  const fonts: Fonts = createFonts(document)
  const runsOf = (text: string, { weight = 'regular' }: Style) => fonts.runsOf(text, weight)

  const widthOf = (text: string, style: Style): number =>
    runsOf(text, style).reduce(
      (width, run) =>
        width + document.font(run.font).fontSize(style.size).widthOfString(run.text, featuresOf(run, style)),
      0,
    )

  /** As many letters as go into the width, at least one. */
  const fitting = (letters: readonly string[], style: Style, width: number): number => {
    let count = 1
    while (count < letters.length && widthOf(letters.slice(0, count + 1).join(''), style) <= width) count += 1
    return count
  }

  const linesOf = (text: string, style: Style, width: number): string[] => {
    if (widthOf(text, style) <= width) return [text]
    const lines: string[] = []
    let line = ''
    for (const word of text.split(' ')) {
      const longer = line === '' ? word : `${line} ${word}`
      if (widthOf(longer, style) <= width) {
        line = longer
        continue
      }
      // What separates two parts of a text separates nothing at a line's end.
      if (line !== '') lines.push(line.replace(/ ·$/, ''))
      let letters = lettersOf(word)
      while (letters.length > 0 && widthOf(letters.join(''), style) > width) {
        const count = fitting(letters, style, width)
        lines.push(letters.slice(0, count).join(''))
        letters = letters.slice(count)
      }
      line = letters.join('')
    }
    return line === '' ? lines : [...lines, line]
  }

  return {
    linesOf,
    widthOf,
    draw: (text, style, { x, y, align = 'left' }) => {
      let left = align === 'left' ? x : x - widthOf(text, style)
      const runs = runsOf(text, style)
      for (const run of runs) {
        const features = featuresOf(run, style)
        document.font(run.font).fontSize(style.size).fillColor(style.color)
        document.text(run.text, left, y, { lineBreak: false, ...features, baseline: 'alphabetic' })
        if (run !== runs.at(-1)) left += document.widthOfString(run.text, features)
      }
    },
    readAs: (text) => (FROM_THE_RIGHT.test(text) || !fonts.hasAll(text) ? text : undefined),
    forgetWords: fonts.forgetWords,
  }
}

/** With features of any kind a run is set as a whole, and without by its words: what is read from the right must be. */
const featuresOf = ({ isFromTheRight }: Run, { isFigure }: Style) =>
  isFigure ? { features: TABULAR } : isFromTheRight ? { features: ['kern'] } : {}
