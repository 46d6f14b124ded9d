import { Body, Button, Container, Head, Heading, Hr, Html, Link, Section, Text } from '@react-email/components'
import { createElement, Fragment, isValidElement, type ReactElement, type ReactNode } from 'react'

/** A letter taken apart into what it says and all the rest. */
export type Apart = {
  /** Equal for letters that differ in their words alone. */
  shape: string
  words: string[]
  /** The letter with a mark in place of each word. */
  marked: ReactElement
}

/** Marks are the characters for private use, the first word's first. No word has one. */
export const MARK = /([\ue000-\uf8ff])/
const FIRST = 0xe000
const MOST = 0xf8ff - FIRST + 1
const markOf = (place: number) => String.fromCharCode(FIRST + place)
/** The place of a mark's word among the words. */
export const placeOf = (mark: string) => mark.charCodeAt(0) - FIRST

/** What lays out the elements within it, and looks at none of them. */
const layout = { Html, Head, Body, Container, Section, Hr }
/** What shows the text within it. */
const showing = { Text, Heading, Link, Button }
const names = new Map<unknown, string>(Object.entries({ ...layout, ...showing }).map(([name, one]) => [one, name]))

/** Where React writes text as it is but for `& < > " '`, and html-to-text but for blank. Text in any other element belongs to the shape. */
const PLAIN = new Set([...Object.keys(showing), 'title', 'p', 'div', 'strong', 'dt', 'dd', 'li'])
/** All that letters are made of. Of other elements nobody has looked at what the two make of the text within them: of `pre` something else. */
const KNOWN = new Set([...PLAIN, ...Object.keys(layout), 'meta', 'style', 'br', 'dl', 'ul'])

const LINKS = new Set(['Link', 'Button'])
/** An address that React writes as it is, and html-to-text in one piece. */
const ADDRESS = /^https?:\/\/[^\s\u200b]+$/

/** What html-to-text takes for blank. */
const BLANK = /[ \t\r\n\f\u200b]+/g

/** A word as html-to-text writes it. */
export const inText = (word: string) => word.replace(BLANK, ' ')

/** Takes a letter apart. Null where something in it is not known to be safe: it has to be written as it is. */
export function takeApart(letter: ReactElement): Apart | null {
  const found: Found = { shape: [], words: [] }
  try {
    const marked = createElement(Fragment, null, ...expand(letter, found, ''))
    const shape = found.shape.join('')
    return found.words.length > MOST || MARK.test(shape) ? null : { shape, words: found.words, marked }
  } catch {
    // What is wrong with it shows when it is written as it is.
    return null
  }
}

type Found = { shape: string[]; words: string[] }
type Props = { children?: ReactNode; href?: unknown; [name: string]: unknown }

/** Calls components, as React does, until only elements are left that are known. `within`: the one that the node stands in. */
function expand(node: ReactNode, found: Found, within: string): ReactNode[] {
  if (node === null || node === undefined || typeof node === 'boolean') return []
  if (typeof node === 'string' || typeof node === 'number') return [mark(`${node}`, found, within)]
  if (Array.isArray(node)) return node.flatMap((one: ReactNode) => expand(one, found, within))
  if (!isValidElement<Props>(node)) throw new Error('This is neither text nor an element.')
  const { type, props } = node
  const name = typeof type === 'string' ? type : names.get(type)
  if (name) return [element(node, name, found)]
  return expand((type as unknown) === Fragment ? props.children : call(type, props), found, within)
}

/** A component is a function, or has one (React's `forwardRef`). */
function call(type: unknown, props: Props) {
  const component = type as ((props: Props) => ReactNode) | { render: (props: Props, ref: null) => ReactNode }
  return typeof component === 'function' ? component(props) : component.render(props, null)
}

function element({ type, props: { children, ...props } }: ReactElement<Props>, name: string, found: Found) {
  const { shape, words } = found
  // Cells of a table of data are as wide as what stands in them.
  if (!KNOWN.has(name) || 'data-text-format' in props) throw new Error('This is no part of a letter.')
  const { href } = props
  const link = LINKS.has(name) && typeof href === 'string' && ADDRESS.test(href) ? href : null
  shape.push('<', name)
  for (const [prop, value] of Object.entries(props))
    shape.push(' ', prop, '=', link && prop === 'href' ? '@' : inJson(value))
  if (link) props.href = mark(link, found, name)
  const from = words.length
  const inner = expand(children, found, name)
  // html-to-text leaves out an address that stands there already.
  if (link && words.slice(from).join('').replace(BLANK, '') === link) throw new Error('It says where it leads.')
  shape.push('>')
  return createElement(type, props, ...inner)
}

const known = new WeakMap<object, string>()

/** A value as JSON, which is made once of a style. */
function inJson(value: unknown) {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const json = known.get(value) ?? JSON.stringify(value)
  known.set(value, json)
  return json
}

/** Puts a mark for the word of a text. The blank around it belongs to the shape: it decides what the word is joined to. */
function mark(text: string, { shape, words }: Found, within: string) {
  const word = text.trim()
  if (word === '' || !PLAIN.has(within)) {
    shape.push('=', JSON.stringify(text))
    return text
  }
  if (!isSafe(word)) throw new Error('This is no word.')
  const from = text.indexOf(word)
  const [before, after] = [text.slice(0, from), text.slice(from + word.length)]
  shape.push('~', JSON.stringify(before), JSON.stringify(after))
  return `${before}${markOf(words.push(word) - 1)}${after}`
}

/** Whether nothing in it would be taken for a mark, or for the blank around it, or be dropped or replaced on the way into bytes. */
const isSafe = (word: string) => word.isWellFormed() && !/[\0\ue000-\uf8ff]|^\u200b|\u200b$/.test(word)
