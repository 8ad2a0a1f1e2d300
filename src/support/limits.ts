const MB = 1e6
const GB = 1e9

/** What files are read for, and how large one may be; nothing is allocated before its size is known. */
export const fileKinds = {
  /** Beyond this even the archives of Keras are not read. */
  model: { what: 'a file of a model', bytes: 4 * GB },
  image: { what: 'an image', bytes: 256 * MB },
  /** As long as a text of JavaScript may be, and its copy in memory. */
  text: { what: 'a text, or a table that is read at once', bytes: 256 * MB },
  lines: { what: 'a text that is read line by line', bytes: 64 * GB },
  /** The largest that people publish have a few. */
  json: { what: 'a file of settings or other JSON', bytes: 64 * MB },
  /** EMNIST, the largest of its kind, has 547 MB unpacked. */
  idx: { what: 'an idx file, also unpacked', bytes: 768 * MB },
  arrays: { what: 'an archive of arrays of a data set', bytes: 256 * MB },
  archive: { what: 'a tar archive of a data set', bytes: 4 * GB },
  download: { what: 'a download', bytes: 64 * GB },
  cache: { what: 'a cache of a data set on disk', bytes: 1000 * GB },
} as const

/** What a file is read for. */
export type FileKind = keyof typeof fileKinds

/**
 * What a file that may come from anywhere may take of memory and time, whatever it says of itself. A file that needs
 * more is refused with an error.
 */
export const limits = {
  /** Bytes of a configuration: those of the largest models people publish have a few. */
  jsonBytes: fileKinds.json.bytes,
  /** How deep lists and objects of a configuration may be in one another. */
  jsonDepth: 400,
  /** Characters of the name of a class, layer or weight. */
  nameLength: 1000,
  /** Files of a TensorFlow.js model. */
  shards: 10_000,
  /** Entries of an archive of NumPy arrays. */
  arrays: 100_000,
  /** Milliseconds of work for reading HDF5 of so many bytes: a file that lies makes the library hang. */
  hdf5Milliseconds: (bytes: number): number => 3000 + bytes / (20 * 1024),
  /** Milliseconds for a server to answer, and to go on sending. */
  downloadMilliseconds: 30_000,

  /** Pixels of an image, of up to 4 bytes each while it is decoded. */
  pixels: 2 ** 27,
  /** Pixels of a PNG or JPEG that is reduced row by row, and is never whole in memory. */
  reducedPixels: 2 ** 28,
  /** Pixels of an image that becomes numbers as large as it is: 12 bytes each, and again in a tensor. */
  wholePixels: 2 ** 25,
  /** Milliseconds of work for drawing an SVG: filters and repetitions take any time they like. */
  svgMilliseconds: 3000,
  /** Bytes of memory for drawing an SVG. */
  svgMemory: 768 * MB,

  /** Bytes that packed data may unpack to: real data shrinks to a fifth; only nothing shrinks to a hundredth. */
  unpackedBytes: (packed: number): number => Math.max(16 * MB, 100 * packed),
  /** Bytes of one line of a text. */
  lineBytes: 16 * MB,
  /** Empty lines one after another. */
  emptyLines: 1_000_000,
  /** Rows of a table that is read at once. */
  tableRows: 2_000_000,
  /** Columns of a table. */
  tableColumns: 10_000,
  /** Bytes of one file in a tar archive. */
  tarFileBytes: 16 * MB,
  /** Bytes of one element in a cache on disk. */
  elementBytes: 2 * GB,
} as const
