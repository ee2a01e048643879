/** The same two needs, a list of flows and a button that starts one, with what one would pick instead. */
import { rulers } from '../harness/paths.mjs'

/** The package's names for them. */
export const minimal = ['AppmixerProvider', 'createAppmixerClient', 'useFlows', 'useStartFlow']

export const raw = entry('raw.tsx', 'useFlows', 'useStartFlow')
export const naive = entry('naive.tsx', 'useFlows', 'useStartFlow')

/** @type {Record<string, string>} */
export const published = {
  'orval 7.21.0 (generated, unchecked)': entry('generated/orval.ts', 'useGetFlows', 'useStartFlow'),
  '@amp-labs/react 2.16.1 (nearest peer)': entry(
    '@amp-labs/react',
    'AmpersandProvider',
    'useConnection',
  ),
}

/**
 * @param {string} file
 * @param {string[]} names
 */
function entry(file, ...names) {
  const path = file.startsWith('@') ? file : rulers + file
  return `import { ${names.join(', ')} } from ${JSON.stringify(path)}\nglobalThis.used = [${names.join(', ')}]`
}
