import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { exact } from '../harness/line.mjs'
import { namesOf } from '../harness/names.mjs'
import { appmixer } from '../harness/package.mjs'
import { bench, cache, dist, root, rulers } from '../harness/paths.mjs'

const check = `${bench}harness/check.mjs`

/** How each compiler is asked, and how often: the time of 7 is rounded to a millisecond, and it is quick. */
const compilers = {
  'TypeScript 5.9': { ask: viaApi('typescript-5.9'), rounds: { short: 2, full: 9 } },
  'TypeScript 6': { ask: viaApi('typescript-6'), rounds: { short: 2, full: 9 } },
  'TypeScript 7': { ask: viaCommand, rounds: { short: 8, full: 40 } },
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
  return Object.entries(compilers).flatMap(([what, { ask, rounds }]) => {
    const count = full ? rounds.full : rounds.short
    const pairs = Array.from({ length: count }, () => ({ ours: ask(all), base: ask(ruler) }))
    const [{ ours, base }] = /** @type {[typeof pairs[0]]} */ (pairs)
    const seconds = fasterHalf(pairs.map((pair) => pair.ours.seconds))
    const baseSeconds = fasterHalf(pairs.map((pair) => pair.base.seconds))
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
        measured: ours.files.filter((file) => file.includes('/node_modules/zod/')).length,
        target: targets['zodFiles'],
        unit: '',
      }),
      exact({
        what: `${what}, check time`,
        measured: seconds / baseSeconds,
        target: targets['check'],
        unit: '×',
        note: `${milliseconds(seconds)}, react-query alone ${milliseconds(baseSeconds)}; cold, in turns, mean of the faster half of ${count}`,
      }),
    ]
  })
}

/** The hooks that give TanStack's result, as TanStack or we declare it. */
function resultHooks() {
  const declarations = readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.d.ts') && !path.startsWith('sandbox'))
    .map((path) => readFileSync(dist + path, 'utf8'))
    .join('\n')
  const found = declarations.matchAll(/declare function (use\w+)[^;]*\): \w+Result</g)
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
 * @typedef {object} Checked
 * @property {number} seconds
 * @property {number} instantiations
 * @property {string[]} files
 */

/** @param {string} name @returns {(folder: string) => Checked} */
function viaApi(name) {
  const compiler = `${rulers}node_modules/${name}/lib/typescript.js`
  return (folder) => JSON.parse(output(check, compiler, folder))
}

/** @param {string} folder @returns {Checked} */
function viaCommand(folder) {
  const tsc = `${root}node_modules/typescript/bin/tsc`
  const text = output(tsc, '-p', folder, '--extendedDiagnostics', '--listFiles')
  const figure = (/** @type {string} */ name) => {
    const found = new RegExp(`^${name}:\\s+([\\d.]+)`, 'm').exec(text)
    if (!found) throw new Error(`The compiler does not tell its ${name}.`)
    return Number(found[1])
  }
  return {
    seconds: figure('Check time'),
    instantiations: figure('Instantiations'),
    files: text.split('\n'),
  }
}

/** @param {string[]} args */
function output(...args) {
  return execFileSync(process.execPath, args, { maxBuffer: 2 ** 26 }).toString()
}

/** What other programs take of a machine only ever adds. @param {number[]} values */
function fasterHalf(values) {
  const half = values.toSorted((a, b) => a - b).slice(0, Math.ceil(values.length / 2))
  return half.reduce((sum, value) => sum + value, 0) / half.length
}

/** @param {number} seconds */
function milliseconds(seconds) {
  return `${(seconds * 1_000).toFixed(1)} ms`
}
