export { createSandbox, type Sandbox, type Latency, type SandboxOptions } from './createSandbox.ts'
export type { Additions, NewAccount, NewFlow, NewLog, NewStore, NewTask } from './additions.ts'
export { createManualClock, systemClock, type Clock, type ManualClock } from './clock.ts'
export { demoUsers } from './seeds/people.ts'
export type { SeedName } from './seeds/seeds.ts'
export type {
  Database,
  Outcome,
  Snapshot,
  StoredAccount,
  StoredCategory,
  StoredChart,
  StoredConsent,
  StoredFile,
  StoredFlow,
  StoredLog,
  StoredRecord,
  StoredStore,
  StoredTask,
  StoredUser,
} from './database.ts'
export type { Consents, ConsentProfile, WaitingConsent } from './connect.ts'
export type { Fault, Faults } from './faults.ts'
export type { RequestEntry, RequestLog } from './requests.ts'
export type { EndpointName, RequestName } from './routes.ts'
