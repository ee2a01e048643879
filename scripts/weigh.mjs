/** What an import costs a web application: its bytes as esbuild ships them, minified, in one file. Wants a built dist/. */
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import * as esbuild from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
// npm packs package.json and dist/, so a bundler finds here what it finds where the package is installed.
const entry = `${root}dist/index.js`

/** An application has these already. */
export const peers = ['react', 'react/jsx-runtime', 'react-dom', '@tanstack/react-query']

/** The smallest useful import: a list of flows and a button that starts one. */
export const minimal = ['AppmixerProvider', 'createAppmixerClient', 'useFlows', 'useStartFlow']

/**
 * @typedef {object} Bytes
 * @property {number} min
 * @property {number} gz
 * @property {Record<string, number>} modules bytes by path, before gzip
 * @property {string[]} later the modules of the package that it loads only when they are needed; they are in the bytes
 */

/**
 * The public names by kind. A headless component is a namespace of parts, `FlowList`, and the hook beneath it,
 * `useFlowList`.
 *
 * @returns {Promise<{ all: string[], hooks: string[], headless: string[] }>}
 */
export async function namesOf() {
  const exported = await import(entry)
  const all = Object.keys(exported)
  const components = all.filter((name) => exported[name]?.[Symbol.toStringTag] === 'Module')
  const headless = all.filter((name) =>
    components.some((component) => name === component || name === `use${component}`),
  )
  const hooks = all.filter((name) => /^use[A-Z]/.test(name) && !headless.includes(name))
  return { all, hooks, headless }
}

/**
 * An application that uses these names of the package.
 *
 * @param {string[]} names
 * @returns {string}
 */
export function using(...names) {
  const list = names.join(', ')
  return `import { ${list} } from ${JSON.stringify(entry)}\nglobalThis.used = [${list}]`
}

/**
 * Each source as an application of its own. One build reads every file once for all of them.
 *
 * @param {string[]} sources ES modules
 * @param {{ external?: string[] }} [options]
 * @returns {Promise<Bytes[]>}
 */
export async function bytesOfEach(sources, { external = peers } = {}) {
  const { outputFiles, metafile } = await esbuild.build({
    entryPoints: sources.map((_, index) => `source:${index}`),
    plugins: [inMemory(sources)],
    absWorkingDir: root,
    bundle: true,
    splitting: false,
    minify: true,
    format: 'esm',
    target: 'es2022',
    outdir: 'out',
    write: false,
    metafile: true,
    external,
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    legalComments: 'none',
    logLevel: 'error',
  })
  const outputs = Object.values(metafile.outputs)
  return outputFiles.map(({ contents }, index) => {
    const inputs = Object.entries(outputs[index]?.inputs ?? {})
    const used = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    const later = used
      .flatMap(([path]) => metafile.inputs[path]?.imports ?? [])
      .filter(({ kind, path }) => kind === 'dynamic-import' && path.startsWith('dist/'))
    return {
      ...sizeOf(contents),
      modules: Object.fromEntries(used.map(([path, { bytesInOutput }]) => [path, bytesInOutput])),
      later: [...new Set(later.map(({ path }) => path))],
    }
  })
}

/** @param {string | Uint8Array} code @returns {{ min: number, gz: number }} */
export function sizeOf(code) {
  return { min: Buffer.byteLength(code), gz: gzipSync(code, { level: 9 }).length }
}

/**
 * @param {string[]} sources
 * @returns {esbuild.Plugin}
 */
function inMemory(sources) {
  return {
    name: 'in-memory',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^source:/ }, ({ path }) => ({
        path: path.slice(7),
        namespace: 'source',
      }))
      onLoad({ filter: /./, namespace: 'source' }, ({ path }) => ({
        contents: sources[Number(path)] ?? '',
        resolveDir: root,
      }))
    },
  }
}
