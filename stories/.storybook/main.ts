import { fileURLToPath } from 'node:url'
import type { StorybookConfig } from '@storybook/react-vite'

const source = (path: string) => fileURLToPath(new URL(`../../src/${path}`, import.meta.url))

const config: StorybookConfig = {
  framework: '@storybook/react-vite',
  stories: ['../*.stories.tsx'],
  addons: ['@storybook/addon-vitest', '@storybook/addon-a11y'],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  // The project's own vite.config.ts builds a library; a story book is an application.
  viteFinal: (vite) => ({
    ...vite,
    build: { ...vite.build, lib: false, rolldownOptions: {} },
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
        'appmixer-react': source('index.ts'),
      },
    },
  }),
}

export default config
