/** Whether an element is to be seen; where the browser can't say (Safari before 17.4), it is. */
export const isShown = (element: Element) => !('checkVisibility' in element) || element.checkVisibility()
