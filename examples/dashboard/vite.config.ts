import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The dashboard imports `appmixer-react` by name, as your application would; here that is the source beside it. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react()],
  resolve: {
    alias: { 'appmixer-react': fileURLToPath(new URL('../../src/index.ts', import.meta.url)) },
  },
  optimizeDeps: {
    include: ['react', 'react-dom/client', '@tanstack/react-query'],
  },
})
