/** A plot with logarithmic axes, as SVG; as plain as can be. */

const [width, height, left, top, right, bottom] = [860, 460, 60, 30, 300, 50]
const colours = [
  '#1f6feb',
  '#8250df',
  '#bf3989',
  '#cf222e',
  '#bc4c00',
  '#4d7c0f',
  '#0e7490',
  '#57606a',
]

/**
 * @param {number[]} counts along the bottom
 * @param {Record<string, number[]>} lines
 * @returns {string}
 */
export function plot(counts, lines) {
  const values = Object.values(lines)
    .flat()
    .filter((value) => value > 0)
  const x = scale(Math.min(...counts), Math.max(...counts), left, width - right)
  const y = scale(Math.min(...values) / 2, Math.max(...values) * 2, height - bottom, top)
  const floor = height - bottom
  const ticks = Array.from({ length: 9 }, (_, power) => 10 ** (power - 3)).filter(
    (value) => y(value) <= floor && y(value) >= top,
  )
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...ticks.map(
      (value) =>
        `<path d="M${left} ${y(value)}H${width - right}" stroke="#d0d7de"/><text x="${left - 6}" y="${y(value) + 4}" text-anchor="end">${value}</text>`,
    ),
    ...counts.map(
      (count) =>
        `<text x="${x(count)}" y="${floor + 18}" text-anchor="middle">${count.toLocaleString('en')}</text>`,
    ),
    `<text x="${(left + width - right) / 2}" y="${floor + 38}" text-anchor="middle">flows</text>`,
    ...Object.entries(lines).map(([name, points], index) => {
      // Nothing has no logarithm: it lies on the floor.
      const at = points.map(
        (value, point) => `${x(counts[point] ?? 1)},${value > 0 ? y(value) : floor}`,
      )
      const colour = colours[index % colours.length]
      const last = points.at(-1) ?? 0
      return [
        `<polyline points="${at.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>`,
        `<text x="${width - right + 16}" y="${top + 12 + index * 22}" fill="${colour}">${name} (${Number(last.toPrecision(3))})</text>`,
      ].join('')
    }),
    '</svg>',
    '',
  ].join('\n')
}

/**
 * @param {number} least
 * @param {number} most
 * @param {number} from
 * @param {number} to
 */
function scale(least, most, from, to) {
  const [low, high] = [Math.log10(least), Math.log10(most)]
  return (/** @type {number} */ value) =>
    Math.round(from + ((Math.log10(value) - low) / (high - low)) * (to - from))
}
