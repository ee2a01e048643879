/**
 * Builds dist/: modules by Vite, declarations by tsc, without those that no entry reaches, and the licences of what is
 * bundled into the sandbox.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

rmSync('dist', { recursive: true, force: true })
// At the same time: each takes about a second.
await Promise.all([
  build({ logLevel: 'warn', build: { emptyOutDir: false } }),
  buildSchemas(),
  run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'),
])
const reached = declarationsFrom(
  'dist/index.d.ts',
  'dist/api.d.ts',
  'dist/csv.d.ts',
  'dist/virtual.d.ts',
  'dist/msw.d.ts',
  'dist/testing/index.d.ts',
  'dist/sandbox/index.d.ts',
  'dist/schemas.d.ts',
)
for (const path of readdirSync('dist', { recursive: true, encoding: 'utf8' })) {
  const file = join('dist', path)
  if (file.endsWith('.d.ts') && !reached.has(file)) rmSync(file)
}
for (const name of ['hono', '@hono/node-server', 'zod']) {
  copyFileSync(`node_modules/${name}/LICENSE`, `dist/sandbox/vendor/${name}/LICENSE`)
}
copyFileSync('src/starter.css', 'dist/starter.css')
// TypeScript wants to know that an import for its effect is there.
writeFileSync('dist/starter.css.d.ts', 'export {}\n')
chmodSync('dist/sandbox/cli.js', 0o755)

/** One file apart: it imports the application's zod, while the sandbox has the same schemas with a zod of its own. */
function buildSchemas() {
  return build({
    configFile: false,
    logLevel: 'warn',
    plugins: [{ name: 'pure-schemas', renderChunk: markPure }],
    build: {
      target: 'es2022',
      minify: false,
      emptyOutDir: false,
      lib: { formats: ['es'], entry: { schemas: 'src/schemas.ts' } },
      rolldownOptions: {
        external: ['zod/mini'],
        experimental: { attachDebugInfo: 'none' },
        output: { comments: { jsdoc: false } },
      },
    },
  })
}

/** So that a bundler leaves out the schemas that an application does not import. @param {string} code */
function markPure(code) {
  return code.replaceAll(/\bz\.\w+\(/g, '/*#__PURE__*/ $&')
}

/** @param {string[]} args */
async function run(...args) {
  const [code] = await once(spawn(process.execPath, args, { stdio: 'inherit' }), 'exit')
  if (code !== 0) throw new Error('The declarations could not be built.')
}

/** @param {string[]} entries */
function declarationsFrom(...entries) {
  const files = new Set(entries)
  // The set grows while it is walked.
  for (const file of files) {
    for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(
      /['"](\.\.?\/[^'"]+)\.tsx?['"]/g,
    )) {
      files.add(join(file, '..', `${path}.d.ts`))
    }
  }
  return files
}
