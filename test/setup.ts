import '@testing-library/jest-dom/vitest'
import { cleanup } from '@testing-library/react'
import { afterEach } from 'vitest'

// Chromium has no globals, so Testing Library cannot unmount by itself there. And without its own `beforeAll` it
// does not ask for `act` around what a real user does.
afterEach(cleanup)
