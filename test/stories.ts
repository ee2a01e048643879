import { configure } from 'storybook/test'

// As in `setup.ts`.
configure({ asyncUtilTimeout: 10_000 })
