import { execFileSync } from 'node:child_process'
import { exact, skipped } from '../harness/line.mjs'
import { bench, cache, root } from '../harness/paths.mjs'

/**
 * Wall time, for information: other programs count.
 *
 * @type {import('../row.mjs').Scenario}
 */
export async function run({ targets, full }) {
  if (!full) return [skipped('build', 'only in bench:full')]
  const whole = secondsOf(`${root}scripts/build.mjs`)
  const declarations = ['-p', `${root}tsconfig.build.json`, '--outDir', `${cache}declarations`]
  const [with7, with59] = [
    `${root}node_modules/typescript`,
    `${bench}node_modules/typescript-5.9`,
  ].map((folder) => secondsOf(`${folder}/bin/tsc`, ...declarations))
  const other = whole - (with7 ?? 0) + (with59 ?? 0)
  const note = `of it declarations ${with7?.toFixed(1)} s`
  return [
    exact({ what: 'TypeScript 7', measured: whole, target: targets['ts7'], unit: 's', note }),
    exact({ what: 'TypeScript 5.9', measured: other, target: targets['ts59'], unit: 's' }),
  ].map((line) => ({ ...line, verdict: 'INFO' }))
}

/**
 * @param {string} script
 * @param {string[]} args
 */
function secondsOf(script, ...args) {
  const start = performance.now()
  execFileSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' })
  return (performance.now() - start) / 1_000
}
