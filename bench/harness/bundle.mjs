/** What an import costs a web application: its bytes as esbuild, rollup and vite would ship them. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import * as esbuild from 'esbuild'
import { build as viteBuild } from 'vite'
import { cache, dist, root, rulers } from './paths.mjs'

/** An application has these already. */
export const peers = ['react', 'react/jsx-runtime', 'react-dom', '@tanstack/react-query']

/**
 * @typedef {'esbuild' | 'rollup' | 'vite'} Bundler
 *
 * @typedef {object} Bytes what is loaded at the start; chunks that are loaded later, if ever, do not count
 * @property {number} min
 * @property {number} gz
 * @property {Record<string, number>} modules bytes by path, in front of gzip
 *
 * @typedef {{ chunks: string[], modules: Record<string, number> }} Bundled
 */

/**
 * @param {string} source an ES module
 * @param {{ bundler?: Bundler, external?: string[] }} [options]
 * @returns {Promise<Bytes>}
 */
export async function bytesOf(source, { bundler = 'esbuild', external = peers } = {}) {
  return weigh(await bundlers[bundler](source, external))
}

/**
 * Many at once, by esbuild.
 *
 * @param {string[]} sources
 * @param {{ external?: string[] }} [options]
 * @returns {Promise<Bytes[]>}
 */
export async function bytesOfEach(sources, { external = peers } = {}) {
  return (await eachWithEsbuild(sources, external)).map(weigh)
}

/**
 * @param {Bundled} bundled
 * @returns {Bytes}
 */
function weigh({ chunks, modules }) {
  return {
    min: chunks.reduce((sum, code) => sum + Buffer.byteLength(code), 0),
    gz: chunks.reduce((sum, code) => sum + gzipSync(code, { level: 9 }).length, 0),
    modules,
  }
}

/**
 * An application that uses these names of the package.
 *
 * @param {string[]} names
 * @returns {string}
 */
export function using(...names) {
  const list = names.join(', ')
  return `import { ${list} } from ${JSON.stringify(`${dist}index.js`)}\nglobalThis.used = [${list}]`
}

/** @type {Record<Bundler, (source: string, external: string[]) => Promise<Bundled>>} */
const bundlers = { esbuild: withEsbuild, rollup: withRollup, vite: withVite }

/**
 * @param {string} source
 * @param {string[]} external
 */
async function withEsbuild(source, external) {
  const [bundled] = await eachWithEsbuild([source], external)
  if (!bundled) throw new Error('esbuild made nothing.')
  return bundled
}

/**
 * Each source as an application of its own. One build reads every file once for all of them.
 *
 * @param {string[]} sources
 * @param {string[]} external
 */
async function eachWithEsbuild(sources, external) {
  const { outputFiles, metafile } = await esbuild.build({
    entryPoints: sources.map((_, index) => `source:${index}`),
    plugins: [inMemory(sources), laterChunksApart],
    absWorkingDir: root,
    bundle: true,
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
  return outputFiles.map(({ text }, index) => {
    const inputs = Object.entries(outputs[index]?.inputs ?? {})
    const used = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    return {
      chunks: [text],
      modules: Object.fromEntries(used.map(([path, { bytesInOutput }]) => [path, bytesInOutput])),
    }
  })
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
        resolveDir: rulers,
      }))
    },
  }
}

/** @type {esbuild.Plugin} */
const laterChunksApart = {
  name: 'later-chunks-apart',
  setup({ onResolve }) {
    onResolve({ filter: /./ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    )
  },
}

/**
 * @param {string} source
 * @param {string[]} external
 */
async function withRollup(source, external) {
  const { rollup } = await import(`${rulers}node_modules/rollup/dist/es/rollup.js`)
  const { nodeResolve } = await import(
    `${rulers}node_modules/@rollup/plugin-node-resolve/dist/es/index.js`
  )
  const bundle = await rollup({
    input: entryFile(source),
    external: isOneOf(external),
    plugins: [nodeResolve({ browser: true })],
    logLevel: 'silent',
  })
  const { output } = await bundle.generate({ format: 'es' })
  await bundle.close()
  const { chunks, modules } = chunksOf(output)
  const minified = chunks.map(
    (code) =>
      esbuild.transformSync(code, {
        minify: true,
        format: 'esm',
        target: 'es2022',
        legalComments: 'none',
        define: { 'process.env.NODE_ENV': '"production"' },
      }).code,
  )
  return { chunks: minified, modules }
}

/**
 * @param {string} source
 * @param {string[]} external
 */
async function withVite(source, external) {
  const built = await viteBuild({
    configFile: false,
    root: cache,
    logLevel: 'silent',
    build: {
      write: false,
      target: 'es2022',
      modulePreload: { polyfill: false },
      rolldownOptions: { input: entryFile(source), external: isOneOf(external) },
    },
  })
  return chunksOf(/** @type {any} */ (built).output)
}

/** @param {any[]} output what rollup and vite make alike */
function chunksOf(output) {
  const atStart = startOf(
    output.find(({ isEntry }) => isEntry)?.fileName,
    (name) => output.find(({ fileName }) => fileName === name)?.imports ?? [],
  )
  const chunks = output.filter(({ fileName }) => atStart.includes(fileName))
  /** @type {Record<string, number>} */
  const modules = {}
  for (const chunk of chunks) {
    for (const [id, { renderedLength }] of Object.entries(chunk.modules)) {
      if (renderedLength > 0) modules[id.replace(root, '')] = renderedLength
    }
  }
  return { chunks: chunks.map(({ code }) => code), modules }
}

/**
 * The files that are loaded with the first one.
 *
 * @param {string | undefined} entry
 * @param {(path: string) => string[]} importsOf
 * @returns {string[]}
 */
function startOf(entry, importsOf) {
  if (entry === undefined) throw new Error('The bundle has no entry, so it cannot be weighed.')
  const found = new Set([entry])
  for (const path of found) for (const next of importsOf(path)) found.add(next)
  return [...found]
}

/** @param {string[]} names */
function isOneOf(names) {
  return (/** @type {string} */ id) =>
    names.some((name) => id === name || id.startsWith(`${name}/`))
}

/** @param {string} source */
function entryFile(source) {
  mkdirSync(cache, { recursive: true })
  const path = `${cache}entry-${process.pid}.js`
  writeFileSync(path, source)
  return path
}
