import type { KeyboardEvent } from 'react'

const steps: Record<string, (index: number, last: number) => number> = {
  ArrowDown: (index, last) => Math.min(index + 1, last),
  ArrowUp: (index) => Math.max(index - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
}

/**
 * Arrow up and down, Home and End go from a row to the same control in another row. Tab still reaches every control;
 * typing into a field is left alone.
 */
export function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  const step = steps[event.key]
  const control = event.target as HTMLElement
  if (!step || control.matches('input, textarea, select')) return
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')]
  const index = rows.findIndex((row) => row.contains(control))
  if (index < 0) return
  const row = rows[step(index, rows.length - 1)]
  const part = control.getAttribute('data-part')
  const twin = row?.querySelector<HTMLElement>(`[data-part="${part}"]`)
  event.preventDefault()
  ;(twin ?? row)?.focus()
}
