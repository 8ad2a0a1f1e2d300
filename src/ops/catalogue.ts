import { Add } from './add.js'
import { GetItem } from './get-item.js'
import { Mean } from './mean.js'

/** All operations; files are read by this table. */
export const catalogue = { Add, GetItem, Mean }
