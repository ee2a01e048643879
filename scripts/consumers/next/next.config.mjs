/** The strictest: whatever reads the session outside of a `<Suspense>` fails the build. */
export default { cacheComponents: true, partialPrefetching: true }
