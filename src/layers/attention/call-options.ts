import type { Mask } from '../../graph/masks.js'
import type { CallArguments } from '../../graph/symbolic.js'
import { camelCaseKeys } from '../../support/registry.js'

/** What calls of attention layers take besides their inputs. */
export interface AttentionCall {
  /** Whether the scores are returned after the output. Default false. */
  returnAttentionScores?: boolean
  /** Whether no step looks at later ones. Default false. */
  useCausalMask?: boolean
  /** [batch, steps of the query, steps of the key]: which steps look at which. */
  attentionMask?: Mask
}

/** The arguments of a call, whichever way they are spelled. */
export const attentionCall = <T extends AttentionCall>(kwargs: CallArguments = {}): T =>
  camelCaseKeys(kwargs) as T
