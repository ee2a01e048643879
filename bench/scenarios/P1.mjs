import { bytesOf, using } from '../harness/bundle.mjs'
import { exact } from '../harness/line.mjs'
import { minimal, naive, raw, published } from '../rulers/imports.mjs'

/** @type {import('../row.mjs').Scenario} */
export async function run({ targets }) {
  const limit = (await bytesOf(raw)).gz / 1024
  const usual = (await bytesOf(naive)).gz / 1024
  const lines = []
  for (const bundler of /** @type {const} */ (['esbuild', 'rollup', 'vite'])) {
    const { gz } = await bytesOf(using(...minimal), { bundler })
    const target = targets[bundler]
    lines.push(exact({ what: bundler, measured: gz / 1024, target, unit: 'KiB gz', limit, usual }))
  }
  for (const [what, source] of Object.entries(published)) {
    const { gz } = await bytesOf(source)
    lines.push(exact({ what, measured: gz / 1024, target: undefined, unit: 'KiB gz' }))
  }
  return lines
}
