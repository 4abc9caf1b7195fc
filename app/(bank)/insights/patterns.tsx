/** Eight fills that can be told apart by their pattern as well as by their colour: ink on banknotes, hatched and dotted. */
const hatchings = [
  '',
  'M-2 2l4-4M0 8l8-8M6 10l4-4',
  'M2 2h.01M6 6h.01',
  'M0 2h8M0 6h8',
  'M-2 6l4 4M0 0l8 8M6-2l4 4',
  'M2 0v8M6 0v8',
  'M0 0l8 8M8 0l-8 8',
  'M4 4h.01',
] as const

/** There is one set of them on the page. */
export const PATTERNS = 'insights-fill'

export const fillOf = (layer: number): string => `url(#${PATTERNS}-${layer % hatchings.length})`

export function Patterns() {
  return (
    <defs>
      {hatchings.map((path, layer) => (
        <pattern
          // biome-ignore lint/suspicious/noArrayIndexKey: the hatchings never change their places
          key={layer}
          id={`${PATTERNS}-${layer}`}
          width={8}
          height={8}
          patternUnits="userSpaceOnUse"
        >
          <rect width={8} height={8} fill={`var(--series-${layer + 1})`} />
          {path && (
            <path
              d={path}
              stroke="var(--surface)"
              strokeWidth={layer === 2 || layer === 7 ? 2.5 : 1.25}
              strokeLinecap="round"
              strokeOpacity={0.85}
            />
          )}
        </pattern>
      ))}
    </defs>
  )
}

export function Swatch({ layer }: { layer: number }) {
  return (
    <svg width={18} height={18} aria-hidden="true" focusable="false">
      <rect width={18} height={18} rx={4} fill={fillOf(layer)} />
    </svg>
  )
}
