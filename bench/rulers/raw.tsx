/** The physical limit: what a careful engineer writes by hand for one screen. No check, no error type, no session. */
import {
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query'

interface Flow {
  flowId: string
  name?: string
  stage?: string
}

export function useFlows(baseUrl: string, limit: number): UseQueryResult<Flow[]> {
  return useQuery({
    queryKey: ['flows', { limit }],
    queryFn: async ({ signal }) => {
      const response = await fetch(`${baseUrl}/flows?limit=${limit}`, { signal })
      if (!response.ok) throw new Error(String(response.status))
      return (await response.json()) as Flow[]
    },
  })
}

export function useStartFlow(
  baseUrl: string,
): UseMutationResult<unknown, Error, { flowId: string }> {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async ({ flowId }) => {
      const response = await fetch(`${baseUrl}/flows/${flowId}/coordinator`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"command":"start"}',
      })
      if (!response.ok) throw new Error(String(response.status))
      return (await response.json()) as unknown
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['flows'] }),
  })
}
