/** Values that were read for variables and are not put into them yet. */
export interface ReadValues {
  assign(): void
}
