/**
 * The fine interlaced lines of banknotes and passbook covers, drawn from their own formula. Pure decoration: it takes
 * its colour from the text around it and means nothing.
 */
const STEPS = 720

/** One closed line around the centre: two waves of different count on one circle. */
const line = (radius: number, depth: number, waves: number, phase: number): string => {
  const points: string[] = []
  for (let step = 0; step <= STEPS; step += 1) {
    const angle = (step / STEPS) * 2 * Math.PI
    const r =
      radius + depth * Math.cos(waves * angle + phase) + depth * 0.35 * Math.cos(waves * 2 * angle - phase)
    points.push(`${(200 + r * Math.cos(angle)).toFixed(1)} ${(200 + r * Math.sin(angle)).toFixed(1)}`)
  }
  return `M${points.join('L')}Z`
}

const LINES = Array.from({ length: 14 }, (_, index) =>
  line(60 + index * 9, 14 + index * 1.2, 12, index * 0.42),
)

export function Guilloche({ className }: { className?: string | undefined }) {
  return (
    <svg className={className} viewBox="0 0 400 400" aria-hidden="true" focusable="false">
      <g fill="none" stroke="currentColor" strokeWidth="0.7">
        {LINES.map((path) => (
          <path key={path.slice(0, 24)} d={path} />
        ))}
      </g>
    </svg>
  )
}
