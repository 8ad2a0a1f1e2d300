/** The text of a bundle without what changes nothing when it runs. */
export function lean(text: string): string
