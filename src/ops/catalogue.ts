import type { Defined, OperationClass } from './define.js'
import * as functions from './functions.js'

const isDefined = (value: unknown): value is Defined => typeof value === 'function' && 'operation' in value

const { image, ...rest } = functions

/** The classes of all operations by their names, which each function knows: files are read by this table. */
export const catalogue: Readonly<Record<string, OperationClass>> = Object.fromEntries(
  ([...Object.values(rest), ...Object.values(image)] as unknown[])
    .filter(isDefined)
    .map(({ operation }) => [(operation as unknown as { className: string }).className, operation]),
)
