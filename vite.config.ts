import react from '@vitejs/plugin-react'
import { defineConfig, minify, type Plugin } from 'vite'

const peers = /^(react|@tanstack\/react-(query|virtual)|ky|msw|papaparse)(\/|$)|^node:/

/** The library build. Each module stays a file of its own: small imports, and `'use client'` survives. */
export default defineConfig({
  plugins: [react(), smallVendor()],
  build: {
    target: 'es2022',
    minify: false,
    lib: {
      formats: ['es'],
      entry: {
        index: 'src/index.ts',
        api: 'src/api.ts',
        csv: 'src/csv.ts',
        virtual: 'src/virtual.ts',
        msw: 'src/msw.ts',
        'testing/index': 'src/testing/index.ts',
        'sandbox/index': 'src/sandbox/index.ts',
        'sandbox/cli': 'src/sandbox/cli.ts',
      },
    },
    rolldownOptions: {
      external: peers,
      experimental: { attachDebugInfo: 'none' },
      output: {
        preserveModules: true,
        preserveModulesRoot: 'src',
        // The declarations have the docs. Annotations stay, so that bundlers leave out what nobody uses.
        comments: { jsdoc: false },
        // npm never packs a directory called node_modules.
        entryFileNames: ({ name }) => `${name.replace(/^.*node_modules/, 'sandbox/vendor')}.js`,
      },
    },
  },
})

/** What the sandbox carries of others is not for reading: it is there at less than half of its size. */
function smallVendor(): Plugin {
  return {
    name: 'small-vendor',
    apply: 'build',
    async generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk' || !chunk.fileName.startsWith('sandbox/vendor')) continue
        chunk.code = (await minify(chunk.fileName, chunk.code, { module: true })).code
      }
    },
  }
}
