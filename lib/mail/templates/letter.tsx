import { Body } from '@react-email/body'
import { Button } from '@react-email/button'
import { Container } from '@react-email/container'
import { Head } from '@react-email/head'
import { Heading } from '@react-email/heading'
import { Hr } from '@react-email/hr'
import { Html } from '@react-email/html'
import { Link } from '@react-email/link'
import { Preview } from '@react-email/preview'
import { Section } from '@react-email/section'
import { Text } from '@react-email/text'
import type { ReactNode } from 'react'
import * as look from './look'
import type { Frame } from './template'

type Parts = {
  frame: Frame
  title: string
  /** The line that a list of mails shows beside the subject. Never a secret: locked screens show such lists. */
  preview: string
  /** Why the reader gets this mail. */
  why: string
  children: ReactNode
}

/** Lays out a mail as a letter, not as a campaign: one column under the organization's name. */
export function Letter({ frame, title, preview, why, children }: Parts) {
  return (
    <Html lang="en">
      <Head>
        <title>{title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no" />
        <style>{look.dark}</style>
      </Head>
      <Body style={look.page} className="paper">
        <Preview>{preview}</Preview>
        <Container style={look.sheet}>
          <Text style={look.organization} className="ink">
            {frame.organization}
          </Text>
          <Heading as="h1" style={look.title} className="ink">
            {title}
          </Heading>
          {children}
          <Hr style={look.line} className="line" />
          <Text style={look.foot} className="quiet">
            {why}
          </Text>
        </Container>
      </Body>
    </Html>
  )
}

/** A paragraph. */
export const Say = ({ children }: { children: ReactNode }) => (
  <Text style={look.say} className="ink">
    {children}
  </Text>
)

/** A paragraph of lesser weight: advice, not news. */
export const Aside = ({ children }: { children: ReactNode }) => (
  <Text style={look.aside} className="quiet">
    {children}
  </Text>
)

/** A link inside an aside, for the few readers who need it. */
export const AsideLink = ({ href, children }: { href: string; children: string }) => (
  <Link href={href} style={look.asideLink} className="accent">
    {children}
  </Link>
)

/** The button of a mail, for the one thing to do. */
export const Act = ({ href, children }: { href: string; children: string }) => (
  <Section style={look.act}>
    <Button href={href} style={look.button} className="button">
      {children}
    </Button>
  </Section>
)

/** A code on a line of its own, as one run of text so that it can be copied whole. */
export const Code = ({ children }: { children: string }) => (
  <Section style={look.codeBox} className="well">
    <Text style={look.code} className="ink">
      {children}
    </Text>
  </Section>
)

/** A text that a person wrote, shown as plain text. */
export const Quote = ({ from, lines }: { from: string; lines: string[] }) => (
  <Section style={look.quote} className="quote">
    <Text style={look.quoteFrom} className="quiet">{`${from} writes:`}</Text>
    <Text dir="auto" style={look.quoted} className="ink">
      {lines.flatMap((line, at) => (at === 0 ? [line] : [<br key={at} />, line]))}
    </Text>
  </Section>
)

/** A list of facts, each under its name. */
export const Facts = ({ facts }: { facts: [string, string][] }) => (
  <dl style={look.facts} className="well">
    {facts.map(([name, fact]) => (
      <div key={name} style={look.fact}>
        <dt style={look.factName} className="quiet">{`${name}: `}</dt>
        <dd style={look.factSaid} className="ink">
          {fact}
        </dd>
      </div>
    ))}
  </dl>
)

/** A list of items, one below the other. */
export const List = ({ items }: { items: string[] }) => (
  <ul style={look.list} className="ink">
    {items.map((item, at) => (
      <li key={at} style={look.listed}>
        {item}
      </li>
    ))}
  </ul>
)
