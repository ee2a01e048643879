/** States that each component can be in, as stories: `{ ...sessionExpired }`. */
import { expect, type within } from 'storybook/test'
import type { AppmixerParameters } from './appmixer.tsx'

interface State {
  parameters: { appmixer: AppmixerParameters }
  play: (story: { canvas: ReturnType<typeof within> }) => Promise<void>
}

/** The server refuses the token, and there is no other. */
export const sessionExpired: State = {
  parameters: {
    appmixer: { sandbox: { faults: [{ status: 401, message: 'Invalid token' }] } },
  },
  async play({ canvas }) {
    await expect((await canvas.findAllByText(/You are not signed in any more/))[0]).toBeVisible()
  },
}

/**
 * A newer server: rows have a field that the package does not know, and in the first one all fields but its id are of
 * another type. What can be read is shown, for example `text`.
 */
export function driftedServer(id: string, text: string | RegExp): State {
  type Row = Record<string, unknown>
  const drift = (rows: Row[]) =>
    rows.map((row, index) => {
      const strange = Object.entries(row).map(([name, value]) => [name, [value]])
      return index > 0
        ? { ...row, region: 'eu' }
        : { ...Object.fromEntries(strange), [id]: row[id] }
    })
  function change(answer: Row[] | { hits?: Row[] }) {
    const rows = Array.isArray(answer) ? answer : answer.hits
    if (rows?.[0]?.[id] === undefined) return answer
    return Array.isArray(answer) ? drift(rows) : { ...answer, hits: drift(rows) }
  }
  return {
    parameters: { appmixer: { sandbox: { faults: [{ on: 'GET', change }] } } },
    async play({ canvas }) {
      await expect((await canvas.findAllByText(text))[0]).toBeVisible()
      await expect(canvas.queryByRole('alert')).toBeNull()
    },
  }
}
