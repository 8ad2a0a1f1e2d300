/** A class that tells its name in Keras and in files; one that does not is known by its own. */
export interface NamedClass {
  readonly className?: string
  readonly name: string
}

/** The name of a class in files: the `className` it has itself, not one that it inherits, else its name. */
export const classNameOf = (target: NamedClass): string =>
  Object.hasOwn(target, 'className') ? target.className! : target.name || (target.className ?? '')
