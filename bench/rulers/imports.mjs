/** The same two needs as the smallest import, a list of flows and a button that starts one, written otherwise. */
import { rulers } from '../harness/paths.mjs'

export const raw = entry('raw.tsx', 'useFlows', 'useStartFlow')
export const naive = entry('naive.tsx', 'useFlows', 'useStartFlow')
export const generated = entry('generated/orval.ts', 'useGetFlows', 'useStartFlow')

/**
 * @param {string} file
 * @param {string[]} names
 */
function entry(file, ...names) {
  const list = names.join(', ')
  return `import { ${list} } from ${JSON.stringify(rulers + file)}\nglobalThis.used = [${list}]`
}
