import type { DataChanges, SomeSamples } from '../../../models/samples/changes.js'
import type { MeasuredOn } from '../../../models/samples/choose.js'

/**
 * How the data differs from that of the run, a line for each difference that bears on what was measured.
 *
 * @param of what samples are called
 * @param run the folder of the run, as the user gave it
 */
export function showChanges(
  changes: DataChanges | undefined,
  of: string,
  on: MeasuredOn,
  run: string,
): string[] {
  if (!changes) return []
  const line = (
    { count, examples }: SomeSamples = { count: 0, examples: [] },
    tell: (many: string) => string,
  ) => (count === 0 ? [] : [`${tell(`${count} ${of}`)}${such(examples, count)}.`])
  const ofTest = [
    ...line(changes.missing, (many) => `${many} of the test of the run are missing`),
    ...line(
      changes.changed,
      (many) => `${many} of the test of the run have another content now, and are left out`,
    ),
    ...line(changes.moved, (many) => `${many} of the test of the run have another name now`),
    ...line(changes.relabelled, (many) => `${many} of the test of the run are of another class now`),
    ...line(
      changes.trained,
      (many) => `${many} of the test have a content that the run was trained on or chose by`,
    ),
  ]
  switch (on) {
    case 'test': {
      const fresh = line(changes.new, (many) => `${many} are new: the run has not seen them`)
      return [
        ...ofTest,
        ...fresh,
        ...(fresh.length > 0 ? [`Measure it on them with: keratin evaluate ${run} --on new`] : []),
      ]
    }
    case 'all':
      return line(changes.trained, (many) => `The run was trained on, or chose by, ${many} of these`)
    default:
      return []
  }
}

const such = (examples: readonly string[], count: number): string =>
  examples.length === 0 ? '' : `: ${examples.join(', ')}${count > examples.length ? ', ...' : ''}`
