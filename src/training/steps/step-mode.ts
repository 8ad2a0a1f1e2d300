/**
 * How steps are run: `eager`, operator by operator; `auto`, from plans where nothing can go unseen; `always`, from plans
 * where code of the program's own takes part, too.
 */
export type StepMode = 'eager' | 'auto' | 'always'
