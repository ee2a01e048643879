/**
 * The rows, each of them once: what a server sends twice, while it pages over a list that changes, would be two rows
 * with one key. The first one counts.
 */
export function withoutRepeats<Row>(rows: readonly Row[], id: keyof Row): readonly Row[] {
  const seen = new Set<unknown>()
  return rows.filter((row) => !seen.has(row[id]) && seen.add(row[id]))
}
