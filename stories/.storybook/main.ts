import { fileURLToPath } from 'node:url'
import type { StorybookConfig } from '@storybook/react-vite'
import { componentDocs } from './componentDocs.ts'
import { hookDocs } from './hookDocs.ts'

const source = (path: string) => fileURLToPath(new URL(`../../src/${path}`, import.meta.url))

const config: StorybookConfig = {
  framework: { name: '@storybook/react-vite', options: { strictMode: false } },
  stories: ['../**/*.mdx', '../**/*.stories.tsx'],
  addons: ['@storybook/addon-docs', '@storybook/addon-vitest', '@storybook/addon-a11y'],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  features: { sidebarOnboardingChecklist: false },
  // Factories make the parts, which react-docgen cannot read: `componentDocs` reads the sources instead.
  typescript: { reactDocgen: false, check: false },
  // The project's own vite.config.ts builds a library; a story book is an application.
  viteFinal: (vite) => ({
    ...vite,
    plugins: [...(vite.plugins ?? []), componentDocs(), hookDocs()],
    build: {
      ...vite.build,
      lib: false,
      // Of today: `light-dark()` stays, so that a story can be dark on a light page.
      cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
      chunkSizeWarningLimit: 4_000,
      rolldownOptions: {
        checks: { pluginTimings: false },
        // `'use client'` means nothing to a story book.
        onwarn: (warning, warn) => warning.code !== 'MODULE_LEVEL_DIRECTIVE' && warn(warning),
      },
    },
    // What the sources import, known from the start: finding it later would reload a running test.
    optimizeDeps: {
      include: [
        '@tanstack/react-query',
        '@tanstack/react-virtual',
        'papaparse',
        'zod/mini',
        'hono',
        'hono/cors',
        'hono/route',
      ],
    },
    resolve: {
      ...vite.resolve,
      alias: {
        'appmixer-react/sandbox': source('sandbox/index.ts'),
        'appmixer-react/csv': source('csv.ts'),
        'appmixer-react/virtual': source('virtual.ts'),
        'appmixer-react/schemas': source('schemas.ts'),
        'appmixer-react/api': source('api.ts'),
        'appmixer-react/starter.css': source('starter.css'),
        'appmixer-react': source('index.ts'),
      },
    },
  }),
}

export default config
