import { relative, resolve, sep } from 'node:path'
import { drawTexts, labelsOf, numbered } from '../datasets/texts/index.js'
import { readTexts } from '../datasets/texts/read-texts.js'
import type { LabelledText } from '../datasets/texts/rows.js'
import { argumentError, KeratinError, quoted } from '../src/support/errors.js'
import { hintFor } from '../src/support/names.js'
import type { Recipe } from './recipe.js'
import type { TextPart } from './text/labelled-texts.js'
import { textRecipe } from './text/text-recipe.js'

/**
 * Texts of your own in two or more classes, from a table, lines of JSON or folders.
 *
 * Input shape: `[batch, length]` of word numbers. Output shape: `[batch, 1]` for two classes, else `[batch, classes]`.
 */
export const ownText: Recipe = textRecipe({
  name: 'text',

  async loadTexts({ data, known, labels, ...request }) {
    if (data === undefined) {
      const hint = 'Give a .csv or .jsonl file, or a folder with a folder of .txt files for each class.'
      throw argumentError('keratin train text', 'a file or folder of texts', '--data', data, hint)
    }
    const all = await readTexts(data, request)
    // what is known is found among all of them, wherever it is
    const { train, test = [] } = known ? all : drawTexts(all, request)
    const texts = [...train, ...test]
    const classes = known && labels ? labelsKnown(labels, texts, data) : labelsOf(texts, data)
    const part = (texts: readonly LabelledText[]): TextPart => ({
      ...numbered(texts, classes),
      ...(texts.every(({ file }) => file !== undefined) && {
        names: texts.map(({ file }) => relative(data, file!).replaceAll(sep, '/')),
      }),
    })
    return {
      train: part(train),
      test: part(test),
      labels: classes,
      source: { from: 'option', folder: resolve(data) },
      hasOwnTest: all.test !== undefined,
      grows: true,
    }
  },
})

/** The classes that a model knows, where those of the texts are among them. */
function labelsKnown(
  known: readonly string[],
  texts: readonly LabelledText[],
  data: string,
): readonly string[] {
  const other = texts.find(({ label }) => !known.includes(label))
  if (!other) return known
  throw new KeratinError('DATA', `${data}: the model knows no class ${quoted(other.label)}.`, {
    hint: hintFor(other.label, known),
  })
}
