/** What the package's types cost the compiler of an application. Wants a built dist/. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { namesOf } from './weigh.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const dist = `${root}dist/`

/**
 * @typedef {object} Checked
 * @property {number} seconds
 * @property {number} instantiations
 * @property {string[]} files
 */

/** An application with all hooks in one file; reads `data` and `error` where a hook gives them. */
export async function allHooks() {
  // The cores and `useBulk` take options of the application's own; the other hooks are made of them.
  const hooks = (await namesOf()).hooks.filter(
    (hook) => !/^useAppmixer.*(Query|Mutation)$|^useBulk$/.test(hook),
  )
  /** @type {Record<string, unknown>} */
  const exported = await import(`${dist}index.js`)
  const results = resultHooks()
  const callOf = (/** @type {string} */ hook) => {
    const takesNothing = /^function \w+\(\)/.test(String(exported[hook]))
    const call = `${hook}(${takesNothing ? '' : 'undefined as never'})`
    if (!results.has(hook)) return `void ${call}`
    // Each by itself: a list of both would have the compiler compare what is read with the error.
    return `{ const { data, error } = ${call}; void data; void error }`
  }
  const folder = projectOf('all-hooks', [
    `import { ${hooks.join(', ')} } from 'appmixer-react'`,
    'export function useAll(): void {',
    ...hooks.map((hook) => `  ${callOf(hook)}`),
    '}',
  ])
  return { folder, count: hooks.length }
}

/** The hooks that give TanStack's result, as TanStack or we declare it. */
function resultHooks() {
  const declarations = readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.d.ts') && !path.startsWith('sandbox'))
    .map((path) => readFileSync(dist + path, 'utf8'))
    .join('\n')
  const found = [...declarations.matchAll(/declare function (use\w+)[^;]*\): \w+Result</g)]
  if (found.length === 0) throw new Error('No hook gives a result.')
  return new Set(found.map(([, hook]) => hook))
}

/**
 * @param {string} name
 * @param {string[]} lines
 */
export function projectOf(name, lines) {
  const folder = `${root}node_modules/.cache/types/${name}`
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

/** With the compiler that is installed. @param {string} folder @returns {Checked} */
export function checkWith7(folder) {
  const tsc = `${root}node_modules/typescript/bin/tsc`
  const text = output(tsc, '-p', folder, '--extendedDiagnostics', '--listFiles')
  const figure = (/** @type {string} */ name) => {
    const found = new RegExp(`^${name}:\\s+([\\d.]+)`, 'm').exec(text)
    if (!found) throw new Error(`The compiler does not print its ${name}.`)
    return Number(found[1])
  }
  return {
    seconds: figure('Check time'),
    instantiations: figure('Instantiations'),
    files: text.split('\n'),
  }
}

/** @param {string[]} args */
export function output(...args) {
  return execFileSync(process.execPath, args, { maxBuffer: 2 ** 26 }).toString()
}
