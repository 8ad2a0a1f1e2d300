import type { RunState } from '../../training/backup/run-state.js'
import { BackupAndRestore } from '../../training/index.js'

interface State {
  stage: number
}

/** What a run of one or several trainings goes on from: which of them it was in, and how far. */
export class StageBackup extends BackupAndRestore {
  /**
   * @param folder the folder of the run
   * @param stage the training that is kept, counted from 0
   */
  constructor(
    folder: string,
    readonly stage: number,
  ) {
    // the last one is needed until the results of the test are written down
    super(folder, { deleteCheckpoint: false })
  }

  override getState(): State {
    return { stage: this.stage }
  }

  /** The state of this training; that of an earlier one is where this one begins. */
  override async read(): Promise<RunState | undefined> {
    const state = await super.read()
    return state && stageOf(state) === this.stage ? state : undefined
  }

  /** The training that a run was in when it was interrupted; the first if nothing was kept. */
  static async keptIn(folder: string): Promise<number> {
    const state = await new StageBackup(folder, 0).readAny()
    return state ? stageOf(state) : 0
  }

  private readAny(): Promise<RunState | undefined> {
    return super.read()
  }
}

const stageOf = ({ callbacks }: RunState): number =>
  callbacks.map(({ state }) => (state as State | undefined)?.stage).find((stage) => stage !== undefined) ?? 0
