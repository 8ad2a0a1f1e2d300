import { unknownName } from '../../support/names.js'
import { Callback, type CallbackHooks } from './callback.js'

/**
 * A callback made of functions. (`callbacks` takes such an object as it is, too.)
 *
 * @param hooks functions by the names of hooks
 *
 * @throws KeratinError `UNKNOWN_NAME` for a name that is no hook
 * @example new LambdaCallback({ onEpochEnd: (epoch, logs) => console.log(epoch, logs.loss) })
 * @see https://keras.io/api/callbacks/lambda_callback/
 */
export class LambdaCallback extends Callback {
  constructor(hooks: Partial<CallbackHooks>) {
    super()
    const known = Object.getOwnPropertyNames(Callback.prototype).filter((n) => n.startsWith('on'))
    for (const name of Object.keys(hooks)) {
      if (!known.includes(name)) throw unknownName('callback hook', name, known)
    }
    Object.assign(this, hooks)
  }
}
