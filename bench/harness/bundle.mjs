/** What an import costs a web application, in one file, as esbuild, rollup and vite ship it. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import * as esbuild from 'esbuild'
import { rollup } from 'rollup'
import { build as viteBuild } from 'vite'
import { bytesOfEach, peers, sizeOf } from '../../scripts/weigh.mjs'
import { cache, root } from './paths.mjs'

export const bundlers = /** @type {const} */ (['esbuild', 'rollup', 'vite'])

/**
 * @typedef {(typeof bundlers)[number]} Bundler
 *
 * @typedef {{ min: number, gz: number, modules: Record<string, number> }} Bytes
 */

/**
 * The bytes of each source, as an application of its own.
 *
 * @param {string[]} sources ES modules
 * @param {{ bundler?: Bundler, external?: string[] }} [options]
 * @returns {Promise<Bytes[]>}
 */
export async function weigh(sources, { bundler = 'esbuild', external = peers } = {}) {
  if (bundler === 'esbuild') return bytesOfEach(sources, { external })
  const bundle = bundler === 'rollup' ? withRollup : withVite
  const weighed = []
  for (const source of sources) weighed.push(await bundle(source, external))
  return weighed
}

/**
 * @param {string} source
 * @param {string[]} external
 */
async function withRollup(source, external) {
  const bundle = await rollup({
    input: entryFile(source),
    external: isOneOf(external),
    plugins: [nodeResolve({ browser: true })],
    logLevel: 'silent',
  })
  const { output } = await bundle.generate({ format: 'es', inlineDynamicImports: true })
  await bundle.close()
  const { code, modules } = onlyChunkOf(output)
  const minified = esbuild.transformSync(code, {
    minify: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  return { ...sizeOf(minified.code), modules }
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
      rolldownOptions: {
        input: entryFile(source),
        external: isOneOf(external),
        output: { codeSplitting: false },
      },
    },
  })
  const { code, modules } = onlyChunkOf(/** @type {any} */ (built).output)
  return { ...sizeOf(code), modules }
}

/** @param {any[]} output what rollup and vite make alike */
function onlyChunkOf(output) {
  const [chunk, ...others] = output.filter(({ type }) => type === 'chunk')
  if (!chunk || others.length > 0) throw new Error(`${others.length + 1} chunks, where one is due.`)
  /** @type {Record<string, number>} */
  const modules = {}
  for (const [id, { renderedLength }] of Object.entries(chunk.modules)) {
    if (renderedLength > 0) modules[id.replace(root, '')] = renderedLength
  }
  return { code: String(chunk.code), modules }
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
