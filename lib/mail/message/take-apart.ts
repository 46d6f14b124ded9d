import { Body } from '@react-email/body'
import { Button } from '@react-email/button'
import { Container } from '@react-email/container'
import { Head } from '@react-email/head'
import { Heading } from '@react-email/heading'
import { Hr } from '@react-email/hr'
import { Html } from '@react-email/html'
import { Link } from '@react-email/link'
import { Section } from '@react-email/section'
import { Text } from '@react-email/text'
import { createElement, Fragment, isValidElement, type ReactElement, type ReactNode } from 'react'

/** A letter taken apart into its words and all the rest. */
export type Apart = {
  /** Equal for letters that differ in their words alone. */
  shape: string
  words: string[]
  /** The letter with a mark in place of each word. */
  marked: ReactElement
}

/** Matches a mark. Marks are the characters for private use, the first word's first. No word has one. */
export const MARK = /([\ue000-\uf8ff])/
const FIRST = 0xe000
const MOST = 0xf8ff - FIRST + 1
const markOf = (place: number) => String.fromCharCode(FIRST + place)
/** Returns the place of a mark's word among the words. */
export const placeOf = (mark: string) => mark.charCodeAt(0) - FIRST

/** Elements that lay out the elements within them, and look at none of them. */
const layout = { Html, Head, Body, Container, Section, Hr }
/** Elements that show the text within them. */
const showing = { Text, Heading, Link, Button }
const names = new Map<unknown, string>(Object.entries({ ...layout, ...showing }).map(([name, one]) => [one, name]))

/**
 * Elements in which React writes text as it is but for `& < > " '`, and html-to-text but for blanks. Text in any other
 * element belongs to the shape.
 */
const PLAIN = new Set([...Object.keys(showing), 'title', 'p', 'div', 'strong', 'dt', 'dd', 'li'])
/**
 * All elements that letters are made of. Nobody has checked what React and html-to-text make of the text in others. In
 * `pre`, for one, it is something else.
 */
const KNOWN = new Set([...PLAIN, ...Object.keys(layout), 'meta', 'style', 'br', 'dl', 'ul'])

const LINKS = new Set(['Link', 'Button'])
/** Matches an address that React writes as it is, and html-to-text in one piece. */
const ADDRESS = /^https?:\/\/[^\s\u200b]+$/

/** Matches the characters that html-to-text takes for blanks. */
const BLANK = /[ \t\r\n\f\u200b]+/g

/** Writes a word as html-to-text does. */
export const inText = (word: string) => word.replace(BLANK, ' ')

/** Takes a letter apart. Null: something in it is not known to be safe, so it has to be written in full. */
export function takeApart(letter: ReactElement): Apart | null {
  const found: Found = { shape: [], words: [] }
  try {
    const marked = createElement(Fragment, null, ...expand(letter, found, ''))
    const shape = found.shape.join('')
    return found.words.length > MOST || MARK.test(shape) ? null : { shape, words: found.words, marked }
  } catch {
    // The fault shows when the letter is written in full.
    return null
  }
}

type Found = { shape: string[]; words: string[] }
type Props = { children?: ReactNode; href?: unknown; [name: string]: unknown }

/**
 * Calls components, as React does, until only known elements are left. `within`: the name of the element around the node.
 */
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

/** Calls a component, which is a function or has one (React's `forwardRef`). */
function call(type: unknown, props: Props) {
  const component = type as ((props: Props) => ReactNode) | { render: (props: Props, ref: null) => ReactNode }
  return typeof component === 'function' ? component(props) : component.render(props, null)
}

function element({ type, props: { children, ...props } }: ReactElement<Props>, name: string, found: Found) {
  const { shape, words } = found
  // Cells of a table of data are as wide as their text.
  if (!KNOWN.has(name) || 'data-text-format' in props) throw new Error('This is no part of a letter.')
  const { href } = props
  const link = LINKS.has(name) && typeof href === 'string' && ADDRESS.test(href) ? href : null
  shape.push('<', name)
  for (const [prop, value] of Object.entries(props))
    shape.push(' ', prop, '=', link && prop === 'href' ? '@' : inJson(value))
  if (link) props.href = mark(link, found, name)
  const from = words.length
  const inner = expand(children, found, name)
  // html-to-text leaves out an address that is the text of its link already.
  if (link && words.slice(from).join('').replace(BLANK, '') === link) throw new Error('It says where it leads.')
  shape.push('>')
  return createElement(type, props, ...inner)
}

const known = new WeakMap<object, string>()

/** Writes a value as JSON, once for each style object. */
function inJson(value: unknown) {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const json = known.get(value) ?? JSON.stringify(value)
  known.set(value, json)
  return json
}

/**
 * Puts a mark in the place of the word of a text. The blanks around the word belong to the shape: they decide what the word
 * is joined to.
 */
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

/**
 * Checks that nothing in a word would be taken for a mark or for the blank around the word, or be dropped or replaced when
 * it is written as bytes.
 */
const isSafe = (word: string) => word.isWellFormed() && !/[\0\ue000-\uf8ff]|^\u200b|\u200b$/.test(word)
