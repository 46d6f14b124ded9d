/** Events that open what stands once in every shell, from wherever the wish comes. */
export const keyboardMapEvent = 'foyer:keyboard-map'
export const commandMenuEvent = 'foyer:command-menu'

export const openKeyboardMap = () => window.dispatchEvent(new Event(keyboardMapEvent))
export const openCommandMenu = () => window.dispatchEvent(new Event(commandMenuEvent))

const stored = 'foyer-single-keys'

// WCAG 2.1.4: shortcuts of one character must be possible to turn off.
export const singleKeysOn = () => localStorage.getItem(stored) !== 'off'
export const setSingleKeys = (on: boolean) => localStorage.setItem(stored, on ? 'on' : 'off')

export const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches(':read-write, select'))
