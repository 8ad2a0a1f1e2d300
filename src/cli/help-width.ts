/** How wide help is written on a stream: as the terminal is, to where lines are still easily read. */
export const helpWidth = ({ columns }: { readonly columns?: number }): number => Math.min(columns || 100, 110)
