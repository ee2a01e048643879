// Long lists of which only the rows in sight are rendered. An entry of its own, because it needs
// @tanstack/react-virtual, an optional peer.

export { VirtualItems, type VirtualItemsProps } from './stores/browser/VirtualItems.tsx'
