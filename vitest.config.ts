import react from '@vitejs/plugin-react'
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { launchOptions } from './scripts/chromium.mjs'

const launch = await launchOptions()

/** A real Chromium. Each project needs an object of its own. */
const chromium = () => ({
  enabled: true,
  headless: true,
  screenshotFailures: false,
  provider: playwright({ launchOptions: launch }),
  instances: [{ browser: 'chromium' as const }],
})

/** Milliseconds for one test. No test waits for time to pass, but a busy machine may be slow. */
const patience = 20_000

const inJsdom = {
  testTimeout: patience,
  environment: 'jsdom' as const,
  globals: true,
  setupFiles: ['test/setup.ts'],
}

/**
 * The file name says where a test runs: `.test.ts` in Node, `.test.tsx` in jsdom, `.browser.test.tsx` in Chromium.
 * Files share their modules, which have no state, so that each is loaded once; `.alone.test.tsx` changes what modules
 * find when they are loaded.
 */
export default defineConfig({
  test: {
    passWithNoTests: true,
    // One more than there are cores, for two: what drives a browser mostly waits.
    maxWorkers: '150%',
    projects: [
      {
        test: {
          name: 'node',
          isolate: false,
          testTimeout: patience,
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**'],
        },
      },
      {
        plugins: [react()],
        test: {
          ...inJsdom,
          name: 'jsdom',
          isolate: false,
          include: ['test/**/*.test.tsx'],
          exclude: ['test/**/*.browser.test.tsx', 'test/**/*.alone.test.tsx'],
        },
      },
      {
        plugins: [react()],
        test: { ...inJsdom, name: 'alone', include: ['test/**/*.alone.test.tsx'] },
      },
      {
        test: {
          name: 'types',
          include: [],
          typecheck: {
            enabled: true,
            only: true,
            include: ['test/**/*.test-d.ts'],
            // Errors elsewhere are `npm run typecheck`'s.
            ignoreSourceErrors: true,
          },
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'browser',
          include: ['test/**/*.browser.test.tsx'],
          globalSetup: ['test/faults/origins.ts'],
          setupFiles: ['test/setup.ts'],
          browser: chromium(),
        },
      },
      {
        test: {
          name: 'e2e',
          // A page on a busy machine is slow.
          expect: { poll: { timeout: 10_000 } },
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        plugins: [storybookTest({ configDir: 'stories/.storybook' })],
        // Pages of prose have no stories to run.
        test: { name: 'storybook', exclude: ['**/*.mdx'], browser: chromium() },
      },
    ],
  },
})
