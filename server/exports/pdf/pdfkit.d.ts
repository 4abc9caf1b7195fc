/** The part of PDFKit that is used here: its own types stop before tagged PDF. */
declare module 'pdfkit' {
  export type StructureElement = {
    add(child: StructureElement): StructureElement
    end(): void
  }
  export type StructureOptions = {
    readonly title?: string
    readonly actual?: string
    readonly lang?: string
    readonly scope?: 'Row' | 'Column' | 'Both'
  }
  export type Reference = { readonly data: Record<string, unknown>; end(chunk?: string): void }
  export type EmbeddedFont = {
    readonly id: string
    /** By word; it would grow with every word that there is. */
    layoutCache: object
    readonly font: { hasGlyphForCodePoint(codePoint: number): boolean }
    encode(text: string, features?: readonly string[]): [string[], unknown]
    ref(): Reference
  }

  export default class PDFDocument {
    constructor(options: {
      readonly size: 'A4'
      readonly margin: number
      readonly pdfVersion: '1.7'
      readonly tagged: true
      readonly subset: 'PDF/UA'
      readonly displayTitle: true
      readonly lang: string
      readonly autoFirstPage: false
      readonly info: Readonly<Record<string, string | Date>>
    })
    readonly page: {
      readonly width: number
      readonly height: number
      readonly structParentTreeKey: number
      readonly xobjects: Record<string, Reference>
      readonly fonts: Record<string, Reference>
    }
    readonly _font: EmbeddedFont
    addPage(): this
    end(): void
    read(): Uint8Array | null
    /** What has been written goes through it, and null at the end. */
    push(chunk: Uint8Array | null): boolean
    ref(data: Record<string, unknown> | readonly Reference[]): Reference
    /** Which elements each page's pieces belong to, by the page's key. */
    getStructParentTree(): {
      get(key: number): Reference[]
      add(key: number, parents: Reference): void
    }
    addContent(operators: string): this
    registerFont(name: string, source: Uint8Array): this
    font(name: string): this
    fontSize(size: number): this
    fillColor(color: string, opacity?: number): this
    strokeColor(color: string, opacity?: number): this
    lineWidth(width: number): this
    lineCap(style: 'round'): this
    moveTo(x: number, y: number): this
    lineTo(x: number, y: number): this
    rect(x: number, y: number, width: number, height: number): this
    roundedRect(x: number, y: number, width: number, height: number, radius: number): this
    stroke(): this
    fill(color?: string): this
    save(): this
    restore(): this
    translate(x: number, y: number): this
    scale(factor: number): this
    widthOfString(text: string, options?: { readonly features?: readonly string[] }): number
    text(
      text: string,
      x: number,
      y: number,
      options: {
        readonly lineBreak: false
        readonly features?: readonly string[]
        readonly baseline?: 'alphabetic'
      },
    ): this
    struct(
      type: string,
      options: StructureOptions,
      children?: (() => void) | readonly (() => void)[],
    ): StructureElement
    addStructure(element: StructureElement): this
    markContent(tag: 'Artifact', options: { readonly type: 'Pagination' | 'Layout' }): this
    endMarkedContent(): this
  }
}
