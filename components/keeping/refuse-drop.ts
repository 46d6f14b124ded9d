type Drag = Pick<DragEvent, 'defaultPrevented' | 'dataTransfer' | 'preventDefault'>

/** Refuses a file that is dropped where nothing takes it: a browser left to itself would show it in place of the page. */
function refuseDrop(event: Drag) {
  if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) return
  event.preventDefault()
  event.dataTransfer.dropEffect = 'none'
}

/** Does so all over the page, until what it answers is called. */
export function refuseDrops() {
  window.addEventListener('dragover', refuseDrop)
  window.addEventListener('drop', refuseDrop)
  return () => {
    window.removeEventListener('dragover', refuseDrop)
    window.removeEventListener('drop', refuseDrop)
  }
}
