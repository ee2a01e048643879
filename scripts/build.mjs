/** Builds dist/: modules by Vite, declarations by tsc, and the licences of what is bundled into the sandbox. */
import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, readdirSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

await build({ logLevel: 'warn' })
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
  stdio: 'inherit',
})
// Only the sandbox's own code uses them, and they name zod.
for (const file of readdirSync('dist', { recursive: true, encoding: 'utf8' })) {
  if (/\/(schema|inputs)\.d\.ts/.test(file)) rmSync(`dist/${file}`)
}
for (const name of ['hono', '@hono/node-server', 'zod']) {
  copyFileSync(`node_modules/${name}/LICENSE`, `dist/sandbox/vendor/${name}/LICENSE`)
}
chmodSync('dist/sandbox/cli.js', 0o755)
