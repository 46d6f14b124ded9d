const ASK = 'foyer-ask-to-leave'

type Asked = CustomEvent<() => void>

/** Goes somewhere by script: at once, or once somebody has said that what they were writing may be left. */
export function leaveFor(go: () => void) {
  const nobodyAsks = window.dispatchEvent(new CustomEvent(ASK, { detail: go, cancelable: true }))
  if (nobodyAsks) go()
}

/** Answers for `leaveFor` until what it answers is called. */
export function onAskToLeave(answer: (go: () => void) => void) {
  const asked = (event: Event) => {
    event.preventDefault()
    answer((event as Asked).detail)
  }
  window.addEventListener(ASK, asked)
  return () => window.removeEventListener(ASK, asked)
}
