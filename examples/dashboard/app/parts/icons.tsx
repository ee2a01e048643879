import type { ReactNode, SVGProps } from 'react'

/** Drawings on a grid of 20, one line wide. They say nothing to a screen reader: a word is always beside them. */
const drawings = {
  logo: (
    <path
      d="M2.5 7h9a2.3 2.3 0 1 0-2.2-3M2.5 10.5h12.7a2.3 2.3 0 1 1-2.2 3M2.5 14h6.2a1.9 1.9 0 1 1-1.8 2.5"
      strokeWidth="1.7"
    />
  ),
  automations: (
    <>
      <rect x="2.5" y="3" width="6" height="5" rx="1.5" />
      <rect x="11.5" y="12" width="6" height="5" rx="1.5" />
      <path d="M5.5 8v4a2.5 2.5 0 0 0 2.5 2.5h3.5" />
    </>
  ),
  approvals: (
    <>
      <circle cx="10" cy="10" r="7.25" />
      <path d="m6.75 10.25 2.25 2.25 4.25-4.75" />
    </>
  ),
  integrations: (
    <>
      <rect x="3" y="3" width="5.5" height="5.5" rx="1.5" />
      <rect x="11.5" y="3" width="5.5" height="5.5" rx="1.5" />
      <rect x="3" y="11.5" width="5.5" height="5.5" rx="1.5" />
      <path d="M14.25 11.5v5.5M11.5 14.25h5.5" />
    </>
  ),
  connections: (
    <>
      <path d="m8.25 11.75 3.5-3.5" />
      <path d="M9 6.25 11 4.25a3.3 3.3 0 0 1 4.75 4.75l-2 2M11 13.75l-2 2A3.3 3.3 0 0 1 4.25 11l2-2" />
    </>
  ),
  data: (
    <>
      <ellipse cx="10" cy="4.75" rx="6.5" ry="2.25" />
      <path d="M3.5 4.75v10.5c0 1.25 2.9 2.25 6.5 2.25s6.5-1 6.5-2.25V4.75M3.5 10c0 1.25 2.9 2.25 6.5 2.25s6.5-1 6.5-2.25" />
    </>
  ),
  activity: <path d="M2 10.5h3.25L7.5 4.25 12 16l2.25-5.5H18" />,
  insights: <path d="M4 16.5V12M8 16.5V8M12 16.5v-6M16 16.5v-13" strokeWidth="1.75" />,
  language: (
    <>
      <circle cx="10" cy="10" r="7.25" />
      <path d="M2.75 10h14.5M10 2.75c2.2 2 3.2 4.4 3.2 7.25s-1 5.25-3.2 7.25c-2.2-2-3.2-4.4-3.2-7.25s1-5.25 3.2-7.25" />
    </>
  ),
  more: <path d="M3 5.5h14M3 10h14M3 14.5h14" />,
  dots: <path d="M4.5 10h.01M10 10h.01M15.5 10h.01" strokeWidth="2.5" />,
  plus: <path d="M10 4v12M4 10h12" />,
  search: (
    <>
      <circle cx="8.75" cy="8.75" r="5.5" />
      <path d="m12.9 12.9 4.1 4.1" />
    </>
  ),
  close: <path d="m5 5 10 10M15 5 5 15" />,
  left: <path d="M12 5 7 10l5 5" />,
  right: <path d="m8 5 5 5-5 5" />,
  up: <path d="m5 12 5-5 5 5" />,
  down: <path d="m5 8 5 5 5-5" />,
  list: <path d="M3.5 5.5h13M3.5 10h13M3.5 14.5h13" />,
  grid: (
    <>
      <rect x="3" y="3" width="5.75" height="5.75" rx="1.25" />
      <rect x="11.25" y="3" width="5.75" height="5.75" rx="1.25" />
      <rect x="3" y="11.25" width="5.75" height="5.75" rx="1.25" />
      <rect x="11.25" y="11.25" width="5.75" height="5.75" rx="1.25" />
    </>
  ),
  system: (
    <>
      <rect x="2.75" y="3.5" width="14.5" height="10" rx="1.75" />
      <path d="M7 17h6M10 13.5V17" />
    </>
  ),
  light: (
    <>
      <circle cx="10" cy="10" r="3.25" />
      <path d="M10 2.25V4M10 16v1.75M2.25 10H4M16 10h1.75M4.5 4.5l1.25 1.25M14.25 14.25l1.25 1.25M15.5 4.5l-1.25 1.25M5.75 14.25 4.5 15.5" />
    </>
  ),
  dark: <path d="M16.5 11.75A6.9 6.9 0 0 1 8.25 3.5a6.9 6.9 0 1 0 8.25 8.25Z" />,
  signOut: (
    <path d="M8 3.5H5A1.5 1.5 0 0 0 3.5 5v10A1.5 1.5 0 0 0 5 16.5h3M12.5 6.5 16 10l-3.5 3.5M16 10H8" />
  ),
  rename: <path d="m4 16 .75-3.25L13 4.5a1.6 1.6 0 0 1 2.5 2.5l-8.25 8.25L4 16Z" />,
  copy: (
    <>
      <rect x="7" y="7" width="9.5" height="9.5" rx="1.75" />
      <path d="M13 7V5.25a1.75 1.75 0 0 0-1.75-1.75h-6A1.75 1.75 0 0 0 3.5 5.25v6A1.75 1.75 0 0 0 5.25 13H7" />
    </>
  ),
  share: (
    <>
      <circle cx="5.25" cy="10" r="2" />
      <circle cx="14.25" cy="5" r="2" />
      <circle cx="14.25" cy="15" r="2" />
      <path d="m7 9 5.5-3M7 11l5.5 3" />
    </>
  ),
  people: (
    <>
      <circle cx="7.5" cy="7" r="2.75" />
      <path d="M2.5 16c.3-3 2.2-4.75 5-4.75s4.7 1.75 5 4.75M13 4.5a2.6 2.6 0 0 1 0 5M14.75 11.75c1.6.6 2.5 2 2.75 4.25" />
    </>
  ),
  lock: (
    <>
      <rect x="4.5" y="9" width="11" height="7.75" rx="1.75" />
      <path d="M7 9V6.5a3 3 0 0 1 6 0V9" />
    </>
  ),
  remove: <path d="M3.75 5.5h12.5M8 5.25V3.5h4v1.75M5.25 5.5 6 16.5h8l.75-11" />,
  start: <path d="M6.5 4.25v11.5l9-5.75-9-5.75Z" />,
  stop: <rect x="5" y="5" width="10" height="10" rx="1.5" />,
  warning: <path d="M10 3.25 17.5 16.5h-15L10 3.25ZM10 8.25v4M10 14.5h.01" />,
  bad: (
    <>
      <circle cx="10" cy="10" r="7.25" />
      <path d="M10 6.25v4.5M10 13.5h.01" />
    </>
  ),
  info: (
    <>
      <circle cx="10" cy="10" r="7.25" />
      <path d="M10 9.25v4.5M10 6.5h.01" />
    </>
  ),
  clock: (
    <>
      <circle cx="10" cy="10" r="7.25" />
      <path d="M10 5.75V10l2.75 1.75" />
    </>
  ),
  offline: (
    <path d="M3 3l14 14M2.5 8.25a11 11 0 0 1 3.25-2M9 5.05a11 11 0 0 1 8.5 3.2M5.25 11.25A7 7 0 0 1 8 9.6M12.5 9.85a7 7 0 0 1 2.25 1.4M10 15h.01" />
  ),
  server: (
    <>
      <rect x="3" y="3.5" width="14" height="5.5" rx="1.5" />
      <rect x="3" y="11" width="14" height="5.5" rx="1.5" />
      <path d="M6 6.25h.01M6 13.75h.01" strokeWidth="2" />
    </>
  ),
  upload: (
    <path d="M10 12.5V3.5M6.5 7 10 3.5 13.5 7M3.5 12.5v3a1 1 0 0 0 1 1h11a1 1 0 0 0 1-1v-3" />
  ),
  download: (
    <path d="M10 3.5v9M6.5 9l3.5 3.5L13.5 9M3.5 12.5v3a1 1 0 0 0 1 1h11a1 1 0 0 0 1-1v-3" />
  ),
  reload: <path d="M16 5v3.5h-3.5M16 8.5a6.5 6.5 0 1 0 .25 3.5" />,
} satisfies Record<string, ReactNode>

export type IconName = keyof typeof drawings

export interface IconProps extends SVGProps<SVGSVGElement> {
  name: IconName
}

export function Icon({ name, ...props }: IconProps): ReactNode {
  return (
    <svg
      viewBox="0 0 20 20"
      width="18"
      height="18"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      {...props}
    >
      {drawings[name]}
    </svg>
  )
}
