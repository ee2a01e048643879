import { createSandbox, type Sandbox, type SandboxOptions } from 'appmixer-react/sandbox'

const hour = 3_600_000

/**
 * The second tenant of the toolbar: a server of its own, with its own users and little in it. What goes wrong on the
 * server of a story goes wrong here too.
 */
export function createGlobex({ data, ...options }: SandboxOptions): Sandbox {
  const sandbox = createSandbox({ ...options, seed: 2, data: 'empty' })
  for (const [index, name] of ['gil', 'hana'].entries()) {
    const username = `${name}@globex.test`
    Object.assign(sandbox.database.users[index]!, { username, email: username })
  }
  if (data !== 'empty') furnish(sandbox)
  return sandbox
}

function furnish(sandbox: Sandbox): void {
  const { charts, clock, random, users } = sandbox.database
  const at = (hours: number) => new Date(clock.now() + hours * hour).toISOString()
  sandbox.addFlow({ name: 'Turbine too warm → page the shift', stage: 'running', mtime: at(-2) })
  const { flowId } = sandbox.addFlow({ name: 'Count spare parts every Friday', stage: 'running' })
  sandbox.addFlow({ name: 'Invoice the grid operator', mtime: at(-50) })

  sandbox.addTask({ title: 'Order a second pump', decisionBy: at(8) })
  sandbox.addTask({ title: 'Approve the night shift of July', decisionBy: at(70) })

  sandbox.addStore({ name: 'Shifts', records: { monday: 'Gil', tuesday: 'Hana', crew: 12 } })
  sandbox.addAccount({ name: 'Globex workspace' })

  const agg = { date_histogram: { field: 'gridTimestamp', interval: '1d', min_doc_count: '0' } }
  const source = { type: 'flow', targets: { [flowId]: [] } }
  charts.push({
    chartId: random.hex(24),
    userId: users[0]!.id,
    name: 'Parts counted by day',
    index: 0,
    type: 'bar',
    query: { range: { from: { endOf: null, startOf: 'day', subtract: [7, 'day'] }, to: {} } },
    traces: { [random.uuid()]: { name: 'Parts', hidden: false, agg, source } },
    mtime: at(-20),
  })
}
