/** P17: what a cache with the records of a store holds in a browser. */
import * as appmixer from 'appmixer-react'
import { bytesPerRecord } from '../harness/memory.mjs'
import { heap } from './heap.ts'
import { report, taskOf } from './report.ts'

const { count } = taskOf<{ count: number }>()

await report(() => bytesPerRecord({ appmixer, heap, count }))
