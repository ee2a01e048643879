/**
 * One line of the table.
 *
 * @typedef {object} Line
 * @property {string} what
 * @property {number | undefined} [measured]
 * @property {number | undefined} [target] the most that passes; without one the line is for information
 * @property {string} unit
 * @property {'PASS' | 'FAIL' | 'INCONCLUSIVE' | 'SKIP' | 'INFO'} verdict
 * @property {number | undefined} [limit] what a careful engineer reaches by hand
 * @property {number | undefined} [usual] what the usual stack needs
 * @property {string | undefined} [note]
 */

/**
 * A line that counts, and so is exact.
 *
 * @param {Omit<Line, 'verdict'>} line
 * @returns {Line}
 */
export function exact(line) {
  const { measured, target } = line
  if (target === undefined || measured === undefined) return { ...line, verdict: 'INFO' }
  return { ...line, verdict: measured <= target ? 'PASS' : 'FAIL' }
}

/**
 * A line of a comparison: the interval decides, not the median.
 *
 * @param {Pick<Line, 'what' | 'target' | 'note'> & { unit?: string, usual?: string }} line `usual` names a subject
 * @param {import('./compare.mjs').Comparison} comparison
 * @returns {Line}
 */
export function ratio({ what, target, unit = '×', usual, note }, comparison) {
  const { verdict, ratios, control, rounds } = comparison
  const [judged] = Object.values(ratios)
  const spread = judged && `${round(judged.low)}–${round(judged.high)}`
  return {
    what,
    measured: judged?.median,
    target,
    unit,
    verdict: target === undefined ? 'INFO' : verdict,
    limit: unit === '×' ? 1 : 0,
    usual: usual === undefined ? undefined : ratios[usual]?.median,
    note: [note, `95 % ${spread}, A/A ${round(control.median)}, ${rounds} rounds`]
      .filter(Boolean)
      .join('; '),
  }
}

/**
 * @param {string} what
 * @param {string} why
 * @returns {Line}
 */
export function skipped(what, why) {
  return { what, unit: '', verdict: 'SKIP', note: why }
}

/** Three digits. @param {number} value */
export function round(value) {
  if (Number.isInteger(value)) return String(value)
  return Math.abs(value) >= 100 ? value.toFixed(0) : Number(value.toPrecision(3)).toString()
}
