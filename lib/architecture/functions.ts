import ts from 'typescript'

/** A function at the top of a file: a declaration, or a constant that holds an arrow or a function expression. */
export type Fn = {
  name: string
  exported: boolean
  node: ts.FunctionDeclaration | ts.ArrowFunction | ts.FunctionExpression
  parameters: string[]
}

/** Lists the functions that stand at the top of a file, whether they are exported or not. */
export function functionsOf(tree: ts.SourceFile): Fn[] {
  return tree.statements.flatMap((statement) => {
    if (ts.isFunctionDeclaration(statement) && statement.name)
      return [made(statement.name.text, isExported(statement), statement)]
    if (!ts.isVariableStatement(statement)) return []
    return statement.declarationList.declarations.flatMap(({ name, initializer }) => {
      const held = initializer && unwrapped(initializer)
      return ts.isIdentifier(name) && held && (ts.isArrowFunction(held) || ts.isFunctionExpression(held))
        ? [made(name.text, isExported(statement), held)]
        : []
    })
  })
}

const made = (name: string, exported: boolean, node: Fn['node']): Fn => ({
  name,
  exported,
  node,
  parameters: node.parameters.map((parameter) => parameter.name.getText()),
})

const isExported = (node: ts.HasModifiers) =>
  node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false

/** Takes parentheses and assertions off an expression. */
export function unwrapped(node: ts.Expression): ts.Expression {
  if (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isAwaitExpression(node)
  )
    return unwrapped(node.expression)
  return node
}

/** Walks through a node and everything within it, in the order it is written. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void) {
  visit(node)
  node.forEachChild((child) => walk(child, visit))
}

/** Lists the calls within a node, each with the bare name of what is called: `authorize` of `authorize(...)`, `update` of `tx.grant.update(...)`. */
export function callsIn(node: ts.Node): { name: string; call: ts.CallExpression }[] {
  const calls: { name: string; call: ts.CallExpression }[] = []
  walk(node, (one) => {
    if (!ts.isCallExpression(one)) return
    const called = unwrapped(one.expression)
    if (ts.isIdentifier(called)) calls.push({ name: called.text, call: one })
    if (ts.isPropertyAccessExpression(called)) calls.push({ name: called.name.text, call: one })
  })
  return calls
}
