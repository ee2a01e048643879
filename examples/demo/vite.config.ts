import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** `npx vite examples/demo`: imports `appmixer-react` by name, as your application would; here that is the source. */
export default defineConfig({
  plugins: [react()],
  resolve: {
    alias: [
      { find: /^appmixer-react$/, replacement: source('index.ts') },
      { find: /^appmixer-react\/sandbox$/, replacement: source('sandbox/index.ts') },
      { find: /^appmixer-react\/starter.css$/, replacement: source('starter.css') },
    ],
  },
})

function source(file: string): string {
  return fileURLToPath(new URL(`../../src/${file}`, import.meta.url))
}
