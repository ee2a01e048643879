import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'

// Chromium has no globals, so Testing Library cannot unmount by itself there. And without its own `beforeAll` it
// does not ask for `act` around what a real user does.
afterEach(cleanup)

// A second, as it comes, is too little for a busy machine.
configure({ asyncUtilTimeout: 5_000 })
