import react from '@vitejs/plugin-react'
import { defineConfig, minify, type Plugin } from 'vite'

const peers = /^(react|@tanstack\/react-(query|virtual)|ky|msw|papaparse)(\/|$)|^node:/

/** The compound components. Each is an entry too, so that rolldown exports its parts by their own names. */
const components = {
  'accounts/list/AccountList': 'src/accounts/list/AccountList.tsx',
  'charts/gallery/ChartGallery': 'src/charts/gallery/ChartGallery.tsx',
  'flows/list/FlowList': 'src/flows/list/FlowList.tsx',
  'integrations/gallery/IntegrationGallery': 'src/integrations/gallery/IntegrationGallery.tsx',
  'integrations/setup/IntegrationSetup': 'src/integrations/setup/IntegrationSetup.tsx',
  'logs/viewer/LogViewer': 'src/logs/viewer/LogViewer.tsx',
  'people-tasks/inbox/TaskInbox': 'src/people-tasks/inbox/TaskInbox.tsx',
  'stores/browser/StoreBrowser': 'src/stores/browser/StoreBrowser.tsx',
}

/** The library build. Each module stays a file of its own: small imports, and `'use client'` survives. */
export default defineConfig({
  plugins: [react(), smallVendor(), namespaces()],
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
        ...components,
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

/**
 * Leaves `export * as FlowList from './flows/list/FlowList.js'` in index.js as it is written. Rolldown alone makes an
 * object in the client module of it, and a server component cannot look into that: it sees one reference, and no `Root`.
 */
function namespaces(): Plugin {
  return {
    name: 'namespaces',
    // Storybook takes this file, too, and builds a page.
    apply: ({ build }, { command }) => command === 'build' && Boolean(build?.lib),
    enforce: 'pre',
    resolveId(source, importer) {
      const name = source.replace(/^\.\/|\.tsx$/g, '')
      const isNamespace = importer?.endsWith('/src/index.ts') && name in components
      return isNamespace ? { id: `./${name}.js`, external: 'relative' } : undefined
    },
    generateBundle(_, { 'index.js': index }) {
      if (index?.type === 'chunk' && index.code.includes('_exports'))
        this.error(
          'A component of src/index.ts is missing among the `components` of vite.config.ts.',
        )
    },
  }
}
