export {
  createTestAppmixer,
  type TestAppmixer,
  type TestAppmixerOptions,
} from './createTestAppmixer.tsx'
export type { DriftingEntity } from './drift.ts'
