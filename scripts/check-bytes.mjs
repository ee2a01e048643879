/**
 * Weighs what an application ships, and what its compiler does, and compares it with the kept numbers of
 * scripts/bytes.json. A change that makes one larger says so: `node scripts/check-bytes.mjs --keep` writes the new
 * numbers, for the commit to show. Wants a built dist/. Bytes are gzipped, bundled by esbuild into one file, without
 * react and react-query; instantiations are those of a file with all hooks.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { allHooks, checkWith7 } from './typeCost.mjs'
import { bytesOfEach, minimal, namesOf, peers, using } from './weigh.mjs'

/** What may come and go with a comment in a dependency's bundle, or a bundler's own names. */
const tolerance = 1.005

const path = new URL('bytes.json', import.meta.url)
const { all, hooks } = await namesOf()
const [smallest, everything, ...withOneMore] = await bytesOfEach([
  using(...minimal),
  using(...all),
  ...hooks.map((hook) => using(...new Set([...minimal, hook]))),
])
const [own] = await bytesOfEach([using(...minimal)], { external: [...peers, 'ky'] })
const optionalPeers = ['papaparse', '@tanstack/react-virtual', 'zod/mini']
const entries = await bytesOfEach(
  ['api', 'csv', 'virtual', 'schemas'].map(
    (entry) => `import * as entry from ${JSON.stringify(fileOf(entry))}\nglobalThis.used = entry`,
  ),
  { external: [...peers, 'ky', ...optionalPeers] },
)
const [api = 0, csv = 0, virtual = 0, schemas = 0] = entries.map(({ gz }) => gz)
if (!smallest || !everything || !own) throw new Error('Nothing was bundled.')
const { folder, count } = await allHooks()
const weighed = {
  smallestImport: smallest.gz,
  smallestImportWithoutKy: own.gz,
  dearestFurtherHook: Math.max(...withOneMore.map(({ gz }) => gz)) - smallest.gz,
  everything: everything.gz,
  // Whole entries, without ky and the peers.
  api,
  csv,
  virtual,
  schemas,
  partsLoadedLater: everything.later.length,
  instantiationsPerHook: Math.round(checkWith7(folder).instantiations / count),
}

if (process.argv.includes('--keep')) {
  writeFileSync(path, `${JSON.stringify(weighed, undefined, 2)}\n`)
} else {
  /** @type {typeof weighed} */
  const kept = JSON.parse(readFileSync(path, 'utf8'))
  for (const name of /** @type {(keyof typeof weighed)[]} */ (Object.keys(weighed))) {
    const [now, before] = [weighed[name], kept[name]]
    console.log(`${name}: ${now}, kept ${before}`)
    if (now > before * tolerance) {
      console.error(
        `${name} grew by ${now - before}. If that is its price, keep it: node scripts/check-bytes.mjs --keep`,
      )
      process.exitCode = 1
    }
  }
}

/** @param {string} entry */
function fileOf(entry) {
  return fileURLToPath(new URL(`../dist/${entry}.js`, import.meta.url))
}
