import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'

// Chromium has no globals, so Testing Library cannot unmount by itself there. And without its own `beforeAll` it
// does not ask for `act` around what a real user does.
afterEach(cleanup)

// A second, as it comes, is too little for a busy machine.
configure({ asyncUtilTimeout: 10_000 })

// jsdom has no modal dialogs: these are shown, and closed, without the rest of the page being inert.
if (typeof HTMLDialogElement !== 'undefined') {
  HTMLDialogElement.prototype.showModal ??= function showModal() {
    this.open = true
  }
  HTMLDialogElement.prototype.close ??= function close() {
    this.open = false
    this.dispatchEvent(new Event('close'))
  }
}
