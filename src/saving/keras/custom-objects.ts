// biome-ignore lint/suspicious/noExplicitAny: constructors of many classes, each with its own options
type CustomClass = new (options: any) => object

// biome-ignore lint/suspicious/noExplicitAny: losses, metrics and activations have different arguments
type CustomFunction = (...args: any[]) => unknown

/** Classes and functions of a user's own by the name they have in the file. */
export type CustomObjects = Readonly<Record<string, CustomClass | CustomFunction>>
