/**
 * Sheets of A4 with what stands on each of them: the running title at the foot, and which page of how many it is. How
 * many there are is known only at the end, so every page shows one and the same small drawing, which is made last. A
 * page that is full goes out at once, with its part of the structure: of a long statement no more than one is in memory.
 *
 * Tagged and made to PDF/UA's rules, with title and language. The same contents make the same bytes.
 */
import PDFDocument, { type Reference, type StructureElement } from 'pdfkit'
import { createJoined } from './joined.ts'
import { createTypesetter, type Style, type Typesetter } from './typesetter.ts'
import { LANGUAGE, words } from './words.ts'

export const MARGIN = 48
const FOOT = 40
export const colors = {
  text: '#14211d',
  quiet: '#51625a',
  brand: '#0e4f42',
  gold: '#e7b65c',
  page: '#f3f8f3',
  soft: '#f2f5f1',
  line: '#dbe3dc',
} as const
const SMALL: Style = { size: 7.5, color: colors.quiet }

export type Paper = {
  readonly document: PDFDocument
  readonly type: Typesetter
  readonly left: number
  readonly right: number
  /** Where the next thing is drawn, from the top. */
  y: number
  /** Whether so much still goes onto this page. */
  readonly hasRoomFor: (height: number) => boolean
  readonly newPage: () => void
  /** A part of the document, in the order in which it is read. */
  readonly add: (element: StructureElement) => void
  /** What is nothing but an ornament, or repeated. */
  readonly artifact: (draw: () => void) => void
  /** What has been made since it was last asked for. */
  readonly written: () => Uint8Array[]
  readonly end: () => void
}

export const createPaper = (told: {
  readonly title: string
  readonly author: string
  readonly foot: string
  readonly createdAt: string
}): Paper => {
  const document = new PDFDocument({
    ...{ size: 'A4', margin: 0, pdfVersion: '1.7', lang: LANGUAGE, autoFirstPage: false },
    ...{ tagged: true, subset: 'PDF/UA', displayTitle: true },
    info: {
      Title: told.title,
      Author: told.author,
      Creator: words.bank,
      Producer: words.bank,
      CreationDate: new Date(told.createdAt),
    },
  })
  const joined = createJoined()
  for (let head = document.read(); head !== null; head = document.read()) joined.add(head)
  document.push = (chunk) => {
    if (chunk) joined.add(chunk)
    return true
  }
  const type = createTypesetter(document)
  const root = document.struct('Document', {})
  document.addStructure(root)
  let total: Reference | undefined
  let pages = 0

  const artifact = (draw: () => void, kind: 'Pagination' | 'Layout' = 'Layout') => {
    document.markContent('Artifact', { type: kind })
    draw()
    document.endMarkedContent()
  }

  const paper: Paper = {
    document,
    type,
    left: MARGIN,
    right: 595.28 - MARGIN,
    y: 0,
    hasRoomFor: (height) => pages > 0 && paper.y + height <= document.page.height - MARGIN - FOOT / 2,
    newPage: () => {
      writeParents()
      document.addPage()
      // A page has many words that come again; a year has too many to remember them all.
      type.forgetWords()
      pages += 1
      paper.y = MARGIN
      artifact(() => drawFoot(), 'Pagination')
    },
    add: (element) => void root.add(element),
    artifact,
    written: joined.taken,
    end: () => {
      writeTotal()
      writeParents()
      root.end()
      document.end()
      joined.end()
    },
  }

  const drawFoot = () => {
    const y = document.page.height - FOOT
    document.moveTo(paper.left, y - 14).lineTo(paper.right, y - 14)
    document.lineWidth(0.5).strokeColor(colors.line).stroke()
    type.draw(told.foot, SMALL, { x: paper.right, y, align: 'right' })
    total ??= document.ref({
      ...{ Type: 'XObject', Subtype: 'Form', FormType: 1, BBox: [0, -4, 40, 12] },
      Resources: { Font: { Total: document.font('regular')._font.ref() } },
    })
    const page = `${words.page} ${pages} ${words.of} `
    type.draw(page, SMALL, { x: paper.left, y })
    const totalAt = paper.left + type.widthOf(page, SMALL)
    document.page.xobjects.Total = total
    document.addContent(`q 1 0 0 -1 ${totalAt.toFixed(2)} ${y.toFixed(2)} cm /Total Do Q`)
  }

  /**
   * To which part of the document each piece of a page belongs. PDFKit keeps that of all pages to the end, and with it
   * every part there is; written when the page is full, what is kept of it is where it stands.
   */
  const writeParents = () => {
    if (pages === 0) return
    const tree = document.getStructParentTree()
    const key = document.page.structParentTreeKey
    const parents = tree.get(key)
    const written = document.ref(parents)
    written.end()
    parents.length = 0
    tree.add(key, written)
  }

  const writeTotal = () => {
    const [glyphs] = document.font('regular')._font.encode(String(pages), ['tnum'])
    total?.end(`BT /Total ${SMALL.size} Tf ${rgb(SMALL.color)} rg 0 0 Td <${glyphs.join('')}> Tj ET`)
  }

  return paper
}

const rgb = (color: string): string =>
  [1, 3, 5].map((at) => (Number.parseInt(color.slice(at, at + 2), 16) / 255).toFixed(3)).join(' ')
