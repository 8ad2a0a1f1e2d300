/** As much of JSON Schema as docs/schemas uses. */
export interface JsonSchema {
  type?: string | readonly string[]
  enum?: readonly unknown[]
  properties?: Readonly<Record<string, JsonSchema>>
  required?: readonly string[]
  additionalProperties?: boolean | JsonSchema
  items?: JsonSchema
  anyOf?: readonly JsonSchema[]
  $ref?: string
  $defs?: Readonly<Record<string, JsonSchema>>
}

const typeOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value

/** What of a value is not as a schema says, with the place; none if all of it is. */
export function faultsIn(value: unknown, schema: JsonSchema, root = schema, at = '$'): string[] {
  if (schema.$ref !== undefined) {
    const found = root.$defs?.[schema.$ref.replace('#/$defs/', '')]
    return found ? faultsIn(value, found, root, at) : [`${at}: there is no ${schema.$ref}`]
  }
  if (schema.anyOf) {
    const all = schema.anyOf.map((one) => faultsIn(value, one, root, at))
    return all.some((faults) => faults.length === 0)
      ? []
      : [`${at}: fits none of ${all.length}`, ...all.flat()]
  }
  const types = schema.type === undefined ? [] : [schema.type].flat()
  const isInteger = types.includes('integer') && Number.isInteger(value)
  if (types.length > 0 && !isInteger && !types.includes(typeOf(value)))
    return [`${at}: ${typeOf(value)} instead of ${types.join(' or ')}`]
  if (schema.enum && !schema.enum.includes(value)) return [`${at}: ${String(value)} is not among its values`]
  if (Array.isArray(value))
    return value.flatMap((item, i) => (schema.items ? faultsIn(item, schema.items, root, `${at}[${i}]`) : []))
  if (typeOf(value) !== 'object') return []
  const entries = Object.entries(value as object)
  const names = entries.map(([name]) => name)
  return [
    ...(schema.required ?? [])
      .filter((name) => !names.includes(name))
      .map((name) => `${at}.${name} is missing`),
    ...entries.flatMap(([name, inside]) => {
      const known = schema.properties?.[name] ?? schema.additionalProperties ?? true
      if (known === true) return []
      return known === false ? [`${at}.${name} is not known`] : faultsIn(inside, known, root, `${at}.${name}`)
    }),
  ]
}
