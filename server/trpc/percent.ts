/** Parts per million as people read them. */

/** `22_500n` → `"2.25"`: two digits behind the point, more only where they are needed. */
export const percent = (ppm: bigint): string => {
  const digits = ppm.toString().padStart(5, '0')
  const fraction = digits.slice(-4).replace(/0{1,2}$/, '')
  return `${digits.slice(0, -4)}.${fraction}`
}
