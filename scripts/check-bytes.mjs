/**
 * Weighs what an application ships, and what its compiler does, and compares it with the kept numbers of
 * bench/bytes.json. A change that makes one larger says so: `node scripts/check-bytes.mjs --keep` writes the new
 * numbers, for the commit to show. Wants a built dist/. Bytes are gzipped, bundled by esbuild, without react and
 * react-query; instantiations are those of a file with all hooks.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { bytesOfEach, using } from '../bench/harness/bundle.mjs'
import { namesOf } from '../bench/harness/names.mjs'
import { allHooks, checkWith7 } from '../bench/harness/typeCost.mjs'
import { minimal } from '../bench/rulers/imports.mjs'

/** What may come and go with a comment in a dependency's bundle, or a bundler's own names. */
const tolerance = 1.005

const path = new URL('../bench/bytes.json', import.meta.url)
const { all, hooks } = await namesOf()
const [smallest, everything, ...withOneMore] = (
  await bytesOfEach([
    using(...minimal),
    using(...all),
    ...hooks.map((hook) => using(...new Set([...minimal, hook]))),
  ])
).map(({ gz }) => gz)
if (smallest === undefined || everything === undefined) throw new Error('Nothing was bundled.')
const { folder, count } = await allHooks()
const weighed = {
  smallestImport: smallest,
  dearestFurtherHook: Math.max(...withOneMore) - smallest,
  everything,
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
