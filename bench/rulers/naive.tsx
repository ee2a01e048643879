/** What one would write in an afternoon: ky, zod and TanStack Query with all their defaults. */
import {
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query'
import ky from 'ky'
import type * as z from 'zod'
import { naiveFlows } from './zodClassic.mjs'

type Flow = z.infer<typeof naiveFlows>[number]

export function useFlows(baseUrl: string, limit: number): UseQueryResult<Flow[]> {
  return useQuery({
    queryKey: ['flows', { limit }],
    queryFn: async ({ signal }) =>
      naiveFlows.parse(
        await ky.get(`${baseUrl}/flows`, { searchParams: { limit }, signal }).json(),
      ),
  })
}

export function useStartFlow(
  baseUrl: string,
): UseMutationResult<unknown, Error, { flowId: string }> {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ flowId }) =>
      ky.post(`${baseUrl}/flows/${flowId}/coordinator`, { json: { command: 'start' } }).json(),
    onSettled: () => queryClient.invalidateQueries(),
  })
}
