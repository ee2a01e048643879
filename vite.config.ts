import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const peers = /^(react|@tanstack\/react-query)(\/|$)|^node:/

/** The library build. Each module stays a file of its own: small imports, and `'use client'` survives. */
export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2022',
    minify: false,
    sourcemap: true,
    lib: {
      formats: ['es'],
      entry: {
        index: 'src/index.ts',
        'sandbox/index': 'src/sandbox/index.ts',
        'sandbox/cli': 'src/sandbox/cli.ts',
      },
    },
    rolldownOptions: {
      external: peers,
      output: {
        preserveModules: true,
        preserveModulesRoot: 'src',
        // npm never packs a directory called node_modules.
        entryFileNames: ({ name }) => `${name.replace(/^.*node_modules/, 'sandbox/vendor')}.js`,
      },
    },
  },
})
