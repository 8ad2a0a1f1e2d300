import type { Hdf5File } from '../hdf5/read-hdf5.js'
import type { WeightsFile } from '../keras/read-weights.js'

/** Names that older versions gave to groups of weights, by the name of today. */
const older: Readonly<Record<string, readonly string[]>> = {
  layers: ['_layer_checkpoint_dependencies', '_self_tracked_trackables'],
}

/**
 * A file of weights of Keras 2.12 to 3.0 with the names of groups of today: lists of layers were called otherwise,
 * attributes kept their underscores, and on Windows groups in one another were one group with a name of several parts.
 */
export function withTodaysGroups(file: Hdf5File): WeightsFile {
  const groups = file.members('/').map((name) => name.split('\\'))
  const isWindows = groups.some((parts) => parts.length > 1)
  const found = new Map<string, string>()
  const resolve = (path: string): string => {
    const known = found.get(path)
    if (known !== undefined) return known
    const end = path.lastIndexOf('/')
    let resolved = path
    if (isWindows) resolved = inOneGroup(groups, path)
    else if (end >= 0 && path !== '/')
      resolved = inGroup(file, resolve(path.slice(0, end)), path.slice(end + 1))
    found.set(path, resolved)
    return resolved
  }
  return {
    has: (path) => file.has(resolve(path)),
    read: (path, shape) => file.read(resolve(path), shape),
  }
}

/** What a group of today may have been called. */
const namesOf = (name: string): string[] => [
  name,
  ...(Object.hasOwn(older, name) ? older[name]! : []),
  `_${name}`,
]

function inGroup(file: Hdf5File, group: string, name: string): string {
  const paths = namesOf(name).map((one) => `${group}/${one}`)
  return paths.find((path) => file.has(path)) ?? paths[0]!
}

/** The parts of a name up to its variables are one group: `/layers\\lstm\\cell/vars/0`. */
function inOneGroup(groups: readonly string[][], path: string): string {
  const [, own, variables = ''] = /^\/(.+?)(\/vars(?:\/.*)?)?$/.exec(path) ?? []
  if (own === undefined) return path
  const names = own.split('/').map(namesOf)
  const isCalled = (parts: readonly string[]) =>
    parts.length === names.length && parts.every((part, i) => names[i]!.includes(part))
  const group = groups.find((parts) => parts.join('/') === own) ?? groups.find(isCalled)
  return group ? `/${group.join('\\')}${variables}` : path
}
