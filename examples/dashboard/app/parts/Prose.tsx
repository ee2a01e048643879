import type { ReactNode } from 'react'
import Markdown from 'react-markdown'

interface ProseProps {
  children: string
}

/**
 * Text of other people with Markdown in it. HTML in it stays text, addresses other than http, https and mailto are
 * dropped, and pictures are not loaded: they would tell their server who reads.
 */
export function Prose({ children }: ProseProps): ReactNode {
  return (
    <div className="prose">
      <Markdown disallowedElements={['img']} components={{ a: OutsideLink }}>
        {children}
      </Markdown>
    </div>
  )
}

/** The same text on one line, without what Markdown makes of it. */
export function PlainText({ children }: ProseProps): ReactNode {
  return (
    <Markdown allowedElements={[]} unwrapDisallowed>
      {children}
    </Markdown>
  )
}

interface OutsideLinkProps {
  href?: string | undefined
  children?: ReactNode
}

function OutsideLink({ href, children }: OutsideLinkProps): ReactNode {
  if (!href) return children
  return (
    <a href={href} target="_blank" rel="noreferrer nofollow">
      {children}
    </a>
  )
}
