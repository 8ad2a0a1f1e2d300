import {
  type Activation,
  type ActivationIdentifier,
  getActivation,
  serializeActivation,
} from '../../activations/index.js'
import type { Config } from '../../support/registry.js'
import { RecurrentCell, type UnitsOptions } from './kernel-cell.js'

export interface GatedOptions extends UnitsOptions {
  /** Activation of the gates. Default `sigmoid`. */
  recurrentActivation?: ActivationIdentifier | null
}

/** The activation of gates that options ask for. */
export const gateActivation = (given: ActivationIdentifier | null | undefined): Activation =>
  getActivation(given === undefined ? 'sigmoid' : (given ?? 'linear'))

/** What cells with gates share. */
export abstract class GatedCell extends RecurrentCell {
  readonly recurrentActivation: Activation

  constructor(options: GatedOptions, gates: number) {
    super(options, gates)
    this.recurrentActivation = gateActivation(options.recurrentActivation)
  }

  protected override get gatesConfig(): Config {
    return { recurrent_activation: serializeActivation(this.recurrentActivation) }
  }
}
