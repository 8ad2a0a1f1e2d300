import { callable } from '../../support/callable.js'
import { Callback, type CallbackHooks } from './callback.js'

class LambdaCallbackClass extends Callback {
  static override readonly className: string = 'LambdaCallback'
  constructor(hooks: Partial<CallbackHooks>) {
    super()
    Object.assign(this, hooks)
  }
}

/**
 * A callback made of functions. (`callbacks` takes such an object as it is, too.)
 *
 * @param hooks functions by the names of hooks
 *
 * @throws KeratinError `UNKNOWN_NAME` for a name that is no hook
 * @example new LambdaCallback({ onEpochEnd: (epoch, logs) => console.log(epoch, logs.loss) })
 * @see https://keras.io/api/callbacks/lambda_callback/
 */
export const LambdaCallback = callable(LambdaCallbackClass, 'callbacks')
export type LambdaCallback = LambdaCallbackClass
