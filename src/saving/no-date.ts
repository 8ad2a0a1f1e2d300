/** When files say they were saved, unless they are told: the first moment that zip archives know. */
export const noDate = new Date('1980-01-01T00:00:00Z')
