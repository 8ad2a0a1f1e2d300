const MB = 2 ** 20

/**
 * What a model file may take of memory and time, whatever it says of itself. A file that needs more is refused with an
 * error; nothing is allocated before its size is known to be within these.
 */
export const limits = {
  /** Bytes of one file: beyond this even the archives of Keras are not read. */
  fileBytes: 4096 * MB,
  /** Bytes of a configuration: those of the largest models people publish have a few. */
  jsonBytes: 64 * MB,
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
} as const
