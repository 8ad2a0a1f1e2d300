// Each import of the library reads all of its text, so what only people need is left out of what is published: comments,
// blanks at the beginning of lines, and calls that give functions the names which they have anyway. Lines stay lines, and
// so do places in stack traces.
import ts from 'typescript'

/**
 * The text of a bundle without what changes nothing when it runs.
 *
 * @param text a bundle that esbuild made with `keepNames`, and without making it shorter
 */
export function lean(text) {
  const file = ts.createSourceFile('bundle.js', text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS)
  /** What is left out of the text, from and to, and texts of several lines, which stay as they are. */
  const left = []
  const texts = []
  const visit = (node) => {
    if (isNeedlessStatement(node)) {
      left.push([node.getStart(file), node.end])
      return
    }
    if (isTemplate(node)) texts.push([node.getStart(file), node.end])
    const value = needlesslyNamed(node)
    if (value) {
      left.push([startWithComment(text, node.getStart(file)), value.getStart(file)])
      visit(value)
      left.push([value.end, node.end])
    } else ts.forEachChild(node, visit)
  }
  visit(file)
  return withoutRanges(text, [...left, ...marginsOf(text, texts)])
}

const isTemplate = (node) =>
  node.kind >= ts.SyntaxKind.FirstTemplateToken && node.kind <= ts.SyntaxKind.LastTemplateToken

function withoutRanges(text, ranges) {
  let at = 0
  let kept = ''
  for (const [from, to] of ranges.sort((a, b) => a[0] - b[0])) {
    // a comment that stands in what is left out
    if (to <= at) continue
    kept += text.slice(at, Math.max(at, from))
    at = to
  }
  return kept + text.slice(at)
}

/** Blanks before lines, and lines that are comments, outside texts: esbuild gives a comment lines of its own. */
function marginsOf(text, texts) {
  const margins = []
  let next = 0
  for (const { index, 0: found } of text.matchAll(margin)) {
    while (next < texts.length && texts[next][1] <= index) next++
    if (found && !(texts[next]?.[0] < index)) margins.push([index, index + found.length])
  }
  return margins
}

const margin = /^[ \t]*(?:(?:\/\/.*|\/\*\*[\s\S]*?\*\/)\n)?/gm

/** Whether this is `__name(f, "f")` after the declaration of f, or `static { __name(this, "C") }` in the class C. */
function isNeedlessStatement(node) {
  if (ts.isExpressionStatement(node)) {
    const [target, name] = namesIn(node.expression)
    return target && ts.isIdentifier(target) && target.text === name && declares(node.parent, name)
  }
  if (!ts.isClassStaticBlockDeclaration(node) || node.body.statements.length !== 1) return false
  const [target, name] = namesIn(node.body.statements[0].expression)
  return target?.kind === ts.SyntaxKind.ThisKeyword && nameOf(node.parent) === name
}

/** The function or class in `const f = __name(() => {}, "f")`, if it has that name without. */
function needlesslyNamed(node) {
  const [value, name] = namesIn(node)
  if (!value || !isNameable(value)) return undefined
  return (value.name?.text ?? nameFromPlace(node)) === name ? value : undefined
}

/** What a call of esbuild's helper names, and how. */
function namesIn(node) {
  if (!node || !ts.isCallExpression(node) || node.expression.text !== '__name') return []
  const [target, name] = node.arguments
  return [target, name.text]
}

const isNameable = (node) =>
  ts.isArrowFunction(node) || ts.isFunctionExpression(node) || ts.isClassExpression(node)

const declares = ({ statements }, name) =>
  statements.some(
    (one) => (ts.isFunctionDeclaration(one) || ts.isClassDeclaration(one)) && one.name?.text === name,
  )

const nameOf = (node) => node.name?.text ?? nameFromPlace(node)

/** `const f = ...`, `{ f: ... }`, `(f = ...) =>` and `{ f = ... } =`. */
const givesName = [ts.isVariableDeclaration, ts.isPropertyAssignment, ts.isParameter, ts.isBindingElement]

/** The name that a function or class without one takes from where it stands. */
function nameFromPlace(node) {
  const { parent } = node
  if (!givesName.some((isKind) => isKind(parent)) || parent.initializer !== node) return undefined
  const { name } = parent
  return (ts.isIdentifier(name) || ts.isStringLiteral(name)) && name.text !== '__proto__'
    ? name.text
    : undefined
}

/** esbuild marks the calls as free of effects, for whom it may concern. */
function startWithComment(text, start) {
  const mark = /\/\* @__PURE__ \*\/\s*$/.exec(text.slice(Math.max(0, start - 40), start))
  return mark ? start - mark[0].length : start
}
