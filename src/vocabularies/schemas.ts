/** The contract of vocabularies: codes with their labels. */
import { Type } from 'typebox'
import { pageParameters, queryOf } from '../http/parameters.js'
import { count, text } from '../http/schemas.js'
import { vocabularies } from './vocabularies.js'

const names = Object.keys(vocabularies)

export const Vocabulary = Type.Object({
  name: text('Name of the vocabulary', 'meeting-types'),
  title: text('What it is, in Vietnamese', 'Loại hội nghị'),
  titleEn: text('What it is, in English', 'Types of meeting'),
  count: count('How many terms it has', 37)
}, { $id: 'Vocabulary', description: 'A vocabulary' })

export const VocabularyQuery = queryOf(pageParameters)

export const vocabularyParams = Type.Object({
  name: Type.Unsafe<keyof typeof vocabularies>({
    type: 'string', enum: names, description: 'Name of the vocabulary', examples: ['meeting-types']
  })
})
