import type { Preview } from '@storybook/react-vite'
import { configure } from 'storybook/test'
import './docs.css'
import { withAppmixer, type AppmixerGlobals } from '../house/appmixer.tsx'

// A busy machine shows later; nothing here waits for time to pass.
configure({ asyncUtilTimeout: 10_000 })

/** What the toolbar begins with. */
const initialGlobals: AppmixerGlobals = {
  user: 'ada',
  latency: 'auto',
  failures: '0',
  theme: 'light',
  language: 'en',
  direction: 'ltr',
  strict: 'on',
}

const preview: Preview = {
  initialGlobals,
  globalTypes: {
    user: menu('Who is signed in', 'user', {
      ada: 'Ada of Acme',
      ben: 'Ben of Acme',
      gil: 'Gil of Globex',
    }),
    latency: menu('How long a request takes', 'timer', {
      auto: 'Latency',
      0: '0 ms',
      300: '300 ms',
      2000: '2,000 ms',
    }),
    failures: menu('How many requests fail', 'alert', {
      0: 'No failures',
      10: '10 % fail',
      50: '50 % fail',
    }),
    theme: menu('Theme', 'paintbrush', { light: 'Light', dark: 'Dark', contrast: 'Contrast' }),
    language: menu('Language', 'globe', { en: 'English', de: 'Deutsch' }),
    direction: menu('Direction of writing', 'transfer', {
      ltr: 'Left to right',
      rtl: 'Right to left',
    }),
    strict: menu('React’s StrictMode', 'beaker', { on: 'StrictMode', off: 'Not strict' }),
  },
  decorators: [withAppmixer],
  parameters: {
    a11y: { test: 'error' },
    controls: { expanded: true, sort: 'requiredFirst' },
    // The stage of a story has a margin of its own.
    layout: 'fullscreen',
    options: {
      storySort: {
        method: 'alphabetical',
        order: ['Introduction', 'Guides', 'Components', 'Hooks', 'Recipes', 'Showcase'],
      },
    },
  },
}

export default preview

function menu(description: string, icon: string, titles: Record<string, string>) {
  const items = Object.entries(titles).map(([value, title]) => ({ value, title }))
  return {
    description,
    toolbar: { title: description, icon: icon as 'user', items, dynamicTitle: true },
  }
}
