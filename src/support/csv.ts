/** A line of a table (RFC 4180), without its end; cells that could be taken for several are quoted. */
export const csvLine = (cells: readonly (string | number)[], separator = ','): string =>
  cells.map((cell) => quoted(String(cell), separator)).join(separator)

const quoted = (text: string, separator: string): string =>
  text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
