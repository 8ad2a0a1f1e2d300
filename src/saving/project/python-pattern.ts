const known = new Map<string, string>()
let everything: string | undefined

/**
 * A pattern as the module `re` of Python reads it, which knows no properties of Unicode: sets of characters take their
 * place, those that this JavaScript knows.
 */
export function pythonPattern({ source }: RegExp): string {
  let out = ''
  let inSet = false
  for (const [part, property] of source.matchAll(/\\[pP]\{([^}]*)\}|\\.|./gs)) {
    if (property !== undefined) out += inSet ? charactersOf(property) : `[${charactersOf(property)}]`
    else {
      if (part === '[') inSet = true
      else if (part === ']') inSet = false
      out += part
    }
  }
  return out
}

/** The characters with a property, as they are written between brackets. */
function charactersOf(property: string): string {
  let characters = known.get(property)
  if (characters === undefined) {
    everything ??= allCharacters()
    const runs = everything.match(new RegExp(`\\p{${property}}+`, 'gu')) ?? []
    characters = runs.map(rangeOf).join('')
    known.set(property, characters)
  }
  return characters
}

function rangeOf(run: string): string {
  const first = run.codePointAt(0)!
  const isPair = run.charCodeAt(run.length - 2) >= 0xd800 && run.charCodeAt(run.length - 2) < 0xdc00
  const last = isPair ? run.codePointAt(run.length - 2)! : run.charCodeAt(run.length - 1)
  return first === last ? escaped(first) : `${escaped(first)}-${escaped(last)}`
}

const escaped = (code: number): string =>
  code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`

/** Every character but halves of pairs, in order. */
function allCharacters(): string {
  const parts: string[] = []
  for (let block = 0; block < 0x110000; block += 0x800) {
    if (block === 0xd800) continue
    parts.push(String.fromCodePoint(...Array.from({ length: 0x800 }, (_, i) => block + i)))
  }
  return parts.join('')
}
