import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin'
import { playwright, PlaywrightBrowserProvider } from '@vitest/browser-playwright'
import type { Browser, BrowserContextOptions } from 'playwright'
import { defineConfig } from 'vitest/config'
import type { TestProject } from 'vitest/node'
import dashboard from './examples/dashboard/vite.config.ts'
import { launchChromium } from './scripts/chromium.mjs'

let launched: Promise<Browser> | undefined
const open = new Set<OneChromium>()

/** Pages of one Chromium for all projects: one that ends at its start is started again. */
class OneChromium extends PlaywrightBrowserProvider {
  override async openPage(...page: Parameters<PlaywrightBrowserProvider['openPage']>) {
    open.add(this)
    this.browser = await (launched ??= launchChromium())
    return super.openPage(...page)
  }

  /** The last one closes it. */
  override async close() {
    this.browser = null
    await super.close()
    open.delete(this)
    if (open.size === 0) await (await launched)?.close()
  }
}

/** A real Chromium, with one page for all files. Each project needs an object of its own. */
const chromium = (contextOptions: BrowserContextOptions = {}) => ({
  enabled: true,
  headless: true,
  screenshotFailures: false,
  fileParallelism: false,
  provider: {
    ...playwright(),
    providerFactory: (project: TestProject) => new OneChromium(project, { contextOptions }),
  },
  instances: [{ browser: 'chromium' as const }],
})

/**
 * The order of the projects. Vitest reuses a worker within one project only: in a mixed order it would start workers, and
 * load all modules, again and again. Projects in Chromium use no workers and run at the same time.
 */
const turn = (groupOrder: number) => ({ sequence: { groupOrder } })

/** Milliseconds. No test waits for time to pass, but a busy machine may be slow. */
const waits = { testTimeout: 30_000, expect: { poll: { timeout: 10_000 } } }

const inJsdom = {
  ...waits,
  environment: 'jsdom' as const,
  globals: true,
  setupFiles: ['test/setup.ts'],
}

/**
 * The file name says where a test runs: `.test.ts` in Node, `.test.tsx` in jsdom, `.browser.test.tsx` in Chromium.
 * Files share their modules, which have no state, and in Chromium the page, so that each is loaded once;
 * `.alone.test.tsx` changes what modules find when they are loaded.
 */
export default defineConfig({
  test: {
    passWithNoTests: true,
    // `npm run coverage`: what runs in Node and jsdom. Checks are generated, and tested on their own.
    coverage: {
      include: ['src/**'],
      exclude: ['src/**/checks.ts'],
      reporter: ['text-summary', 'html'],
    },
    // One more than there are cores, for two: what drives a browser mostly waits.
    maxWorkers: '150%',
    projects: [
      {
        test: {
          name: 'node',
          ...turn(0),
          ...waits,
          isolate: false,
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/a11y/**'],
        },
      },
      {
        plugins: [react()],
        test: {
          ...inJsdom,
          name: 'jsdom',
          ...turn(1),
          isolate: false,
          include: ['test/**/*.test.tsx'],
          exclude: ['test/dashboard/**', 'test/**/*.browser.test.tsx', 'test/**/*.alone.test.tsx'],
        },
      },
      {
        plugins: [react()],
        test: { ...inJsdom, name: 'alone', ...turn(2), include: ['test/**/*.alone.test.tsx'] },
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
          ...waits,
          name: 'browser',
          ...turn(0),
          isolate: false,
          include: ['test/**/*.browser.test.tsx'],
          globalSetup: ['test/faults/origins.ts'],
          setupFiles: ['test/setup.ts'],
          browser: chromium(),
        },
      },
      {
        plugins: [react()],
        // The dashboard imports the package by name.
        resolve: dashboard.resolve ?? {},
        test: {
          ...inJsdom,
          name: 'dashboard',
          ...turn(2),
          isolate: false,
          include: ['test/dashboard/**/*.test.tsx'],
        },
      },
      {
        test: {
          ...waits,
          name: 'e2e',
          ...turn(2),
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/e2e/bundle.ts'],
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...waits,
          name: 'a11y',
          ...turn(2),
          include: ['test/a11y/**/*.test.ts'],
          hookTimeout: 60_000,
        },
      },
      {
        plugins: [storybookTest({ configDir: 'stories/.storybook' })],
        test: {
          ...waits,
          name: 'storybook',
          ...turn(1),
          // Pages of prose have no stories to run.
          exclude: ['**/*.mdx'],
          isolate: false,
          setupFiles: [fileURLToPath(new URL('test/stories.ts', import.meta.url))],
          // axe measures colours, and none that is on its way.
          browser: chromium({ reducedMotion: 'reduce' }),
        },
      },
    ],
  },
})
