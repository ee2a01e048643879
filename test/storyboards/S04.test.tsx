import { act, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  isAppmixerError,
  peopleTaskQueryOptions,
  TaskInbox,
  useAppmixerClient,
  useRejectTask,
  type PeopleTask,
} from '../../src/index.ts'
import { ada } from '../support.tsx'
import { tasks } from './requests.ts'
import { createStory, type Story } from './story.tsx'
