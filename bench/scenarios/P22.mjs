import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { exact } from '../harness/line.mjs'
import { namesOf } from '../harness/names.mjs'
import { appmixer } from '../harness/package.mjs'
import { cache, dist, root, rulers } from '../harness/paths.mjs'

const compilers = {
  'TypeScript 5.9': `${rulers}node_modules/typescript-5.9/bin/tsc`,
  'TypeScript 6': `${rulers}node_modules/typescript-6/bin/tsc`,
  'TypeScript 7': `${root}node_modules/typescript/bin/tsc`,
}

/** @type {import('../row.mjs').Scenario} */
export async function run({ targets, full }) {
  const { hooks } = await namesOf()
  const results = resultHooks()
  const callOf = (/** @type {string} */ hook) => {
    const takesNothing = /^function \w+\(\)/.test(String(appmixer[hook]))
    const call = `${hook}(${takesNothing ? '' : 'undefined as never'})`
    if (!results.has(hook)) return `void ${call}`
    return `{ const { data, error } = ${call}; void [data, error] }`
  }
  const all = project('all-hooks', [
    `import { ${hooks.join(', ')} } from 'appmixer-react'`,
    'export function useAll(): void {',
    ...hooks.map((hook) => `  ${callOf(hook)}`),
    '}',
  ])
  const ruler = project('ruler', [
    "import { useMutation, useQuery } from '@tanstack/react-query'",
    'export function useBoth(): void {',
    "  void useQuery({ queryKey: ['flows'], queryFn: () => 1 })",
    '  void useMutation({ mutationFn: async () => 1 })',
    '}',
  ])
  return Object.entries(compilers).flatMap(([what, tsc]) => {
    const [ours, base] = [compile(tsc, all, full), compile(tsc, ruler, full)]
    return [
      exact({
        what: `${what}, instantiations per hook`,
        measured: ours.instantiations / hooks.length,
        target: targets['instantiationsPerHook'],
        unit: '',
        note: `${ours.instantiations} for ${hooks.length}, react-query alone ${base.instantiations}`,
      }),
      exact({
        what: `${what}, zod files in the program`,
        measured: ours.zodFiles,
        target: targets['zodFiles'],
        unit: '',
      }),
      exact({
        what: `${what}, check time`,
        measured: ours.seconds / base.seconds,
        target: targets['check'],
        unit: '×',
        note: `${ours.seconds.toFixed(2)} s, react-query alone ${base.seconds.toFixed(2)} s; best of ${full ? 3 : 1}`,
      }),
    ]
  })
}

/** The hooks that give TanStack's result. */
function resultHooks() {
  const declarations = readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.d.ts') && !path.startsWith('sandbox'))
    .map((path) => readFileSync(dist + path, 'utf8'))
    .join('\n')
  const found = declarations.matchAll(/declare function (use\w+)[^;]*\): Use\w+Result</g)
  return new Set([...found].map(([, hook]) => hook))
}

/**
 * @param {string} name
 * @param {string[]} lines
 */
function project(name, lines) {
  const folder = `${cache}${name}`
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}/main.ts`, `${lines.join('\n')}\n`)
  writeFileSync(
    `${folder}/tsconfig.json`,
    JSON.stringify({
      compilerOptions: {
        target: 'ES2022',
        lib: ['ES2022', 'DOM', 'DOM.Iterable'],
        module: 'ESNext',
        moduleResolution: 'bundler',
        jsx: 'react-jsx',
        types: [],
        strict: true,
        skipLibCheck: true,
        noEmit: true,
        paths: { 'appmixer-react': [`${dist}index.d.ts`] },
      },
      files: ['main.ts'],
    }),
  )
  return folder
}

/**
 * @param {string} tsc
 * @param {string} folder
 * @param {boolean} full three times, for the time
 */
function compile(tsc, folder, full) {
  const outputs = (full ? [1, 2, 3] : [1]).map(() =>
    execFileSync(process.execPath, [tsc, '-p', folder, '--extendedDiagnostics', '--listFiles'], {
      cwd: folder,
      maxBuffer: 2 ** 26,
    }).toString(),
  )
  const [text = ''] = outputs
  const figure = (/** @type {string} */ output, /** @type {string} */ name) => {
    const found = new RegExp(`^${name}:\\s+([\\d.]+)`, 'm').exec(output)
    if (!found) throw new Error(`The compiler does not tell its ${name}.`)
    return Number(found[1])
  }
  return {
    instantiations: figure(text, 'Instantiations'),
    zodFiles: text.split('\n').filter((line) => line.includes('/node_modules/zod/')).length,
    seconds: Math.min(...outputs.map((output) => figure(output, 'Check time'))),
  }
}
