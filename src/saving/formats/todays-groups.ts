import type { Hdf5File } from '../hdf5/read-hdf5.js'

/** Names that older versions gave to groups of weights, by the name of today. */
const older: Readonly<Record<string, readonly string[]>> = {
  layers: ['_layer_checkpoint_dependencies', '_self_tracked_trackables'],
}

/**
 * A file of weights of Keras 2.12 to 3.0 with the names of groups of today: lists of layers were called otherwise,
 * attributes kept their underscores, and on Windows groups in one another were one group with a name of several parts.
 */
export function withTodaysGroups(file: Hdf5File): Hdf5File {
  const isWindows = file.members('/').some((name) => name.includes('\\'))
  const found = new Map<string, string>()
  const resolve = (path: string): string => {
    const known = found.get(path)
    if (known !== undefined) return known
    const end = path.lastIndexOf('/')
    const resolved =
      end < 0 || path === '/'
        ? path
        : inGroup(file, resolve(path.slice(0, end)), path.slice(end + 1), isWindows)
    found.set(path, resolved)
    return resolved
  }
  return {
    has: (path) => file.has(resolve(path)),
    isGroup: (path) => file.isGroup(resolve(path)),
    shape: (path) => file.shape(resolve(path)),
    read: (path, shape) => file.read(resolve(path), shape),
    members: (path) => file.members(resolve(path)),
    attributes: (path) => file.attributes(resolve(path)),
    texts: (path, attribute) => file.texts(resolve(path), attribute),
  }
}

function inGroup(file: Hdf5File, group: string, name: string, isWindows: boolean): string {
  const names = [name, ...(Object.hasOwn(older, name) ? older[name]! : []), `_${name}`]
  // the parts of such a name have no groups of their own: only the last is asked for
  if (isWindows && group !== '' && name !== 'vars' && !/\/vars$/.test(group)) return `${group}\\${name}`
  const paths = names.map((one) => `${group}/${one}`)
  return paths.find((path) => file.has(path)) ?? paths[0]!
}
