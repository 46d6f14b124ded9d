/** A PDF of one A4 page: a title and lines of text in Helvetica, which every reader has. Latin letters only. */
export function pdf(title: string, lines: string[]) {
  const text = [
    `/F1 26 Tf 72 740 Td (${escape(title)}) Tj /F1 12 Tf 0 -44 Td`,
    ...lines.map((line) => `(${escape(line)}) Tj 0 -20 Td`),
  ]
  const content = `BT ${text.join('\n')} ET`
  return assemble([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ])
}

const escape = (text: string) => text.replace(/[\\()]/g, '\\$&')

/** The objects with the table that says where each begins. */
function assemble(objects: string[]) {
  let file = '%PDF-1.4\n'
  const places = objects.map((object, at) => {
    const place = file.length
    file += `${at + 1} 0 obj\n${object}\nendobj\n`
    return `${String(place).padStart(10, '0')} 00000 n \n`
  })
  const size = objects.length + 1
  return Buffer.from(
    `${file}xref\n0 ${size}\n0000000000 65535 f \n${places.join('')}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`,
    'latin1',
  )
}
