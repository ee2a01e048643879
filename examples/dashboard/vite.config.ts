import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The dashboard imports `appmixer-react` by name, as your application would; here that is the source beside it. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react()],
  resolve: {
    alias: [
      { find: /^appmixer-react$/, replacement: source('index.ts') },
      { find: /^appmixer-react\/csv$/, replacement: source('csv.ts') },
      { find: /^appmixer-react\/starter.css$/, replacement: source('starter.css') },
    ],
  },
  optimizeDeps: {
    include: [
      'react',
      'react-dom/client',
      'react-router',
      'react-markdown',
      'recharts',
      '@tanstack/react-query',
    ],
  },
})

function source(file: string): string {
  return fileURLToPath(new URL(`../../src/${file}`, import.meta.url))
}
