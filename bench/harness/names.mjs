import { dist } from './paths.mjs'

/**
 * The public names by kind. A headless component is a namespace of parts, `FlowList`, and the hook beneath it,
 * `useFlowList`.
 *
 * @returns {Promise<{ all: string[], hooks: string[], headless: string[] }>}
 */
export async function namesOf() {
  const exported = await import(`${dist}index.js`)
  const all = Object.keys(exported)
  const components = all.filter((name) => exported[name]?.[Symbol.toStringTag] === 'Module')
  const headless = all.filter((name) =>
    components.some((component) => name === component || name === `use${component}`),
  )
  const hooks = all.filter((name) => /^use[A-Z]/.test(name) && !headless.includes(name))
  return { all, hooks, headless }
}
