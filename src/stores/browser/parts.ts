'use client'

import { createPartContext, partsOf } from '../../headless/createPart.ts'
import type { RecordRow, StoreRow } from './model.ts'
import type { StoreBrowserModel } from './useStoreBrowser.ts'

/** What the parts of a store browser know of each other; `VirtualItems` has an entry of its own. */
export const parts = /*#__PURE__*/ partsOf<StoreBrowserModel, RecordRow>('StoreBrowser')
export const storeRow = /*#__PURE__*/ createPartContext<StoreRow>('<StoreBrowser.Stores>')
