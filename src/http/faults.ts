/**
 * What is wrong with a value, said in both languages from the rule that it broke.
 */
import type { FastifySchemaValidationError } from 'fastify'
import { PERIOD_PATTERN } from '../domain/periods.js'
import type { Fault, Message } from './problems.js'
import { codesOf } from './parameters.js'
import { DAY_PATTERN, INSTANT_PATTERN, UUID_PATTERN } from './schemas.js'

/** Said of a text that a database cannot hold. */
export const IMPOSSIBLE: Message = {
  en: 'has a character that no record can have', vi: 'có ký tự mà không bản ghi nào có'
}
const UNKNOWN_PARAMETER: Message = { en: 'is not a parameter here', vi: 'không phải là tham số ở đây' }
export const UNKNOWN_PROPERTY: Message = { en: 'is not a property here', vi: 'không phải là thuộc tính ở đây' }

const types: Record<string, readonly [en: string, vi: string]> = {
  string: ['a text', 'văn bản'],
  integer: ['a whole number', 'số nguyên'],
  number: ['a number', 'số'],
  boolean: ['true or false', 'true hoặc false'],
  array: ['a list', 'danh sách'],
  object: ['an object', 'đối tượng'],
  null: ['null', 'null']
}

function typeBroken (names: readonly string[]): Message {
  const words = (language: 0 | 1) => names.map(name => types[name]?.[language] ?? name)
  return { en: `must be ${words(0).join(' or ')}`, vi: `phải là ${words(1).join(' hoặc ')}` }
}

/** Says in both languages what a value must be, from the rule that it broke. */
function ruleBroken ({ keyword, params, message }: FastifySchemaValidationError, inBody: boolean): Message {
  const say = (en: string, vi: string): Message => ({ en, vi })
  switch (keyword) {
    case 'additionalProperties': return inBody ? UNKNOWN_PROPERTY : UNKNOWN_PARAMETER
    case 'required': return say('is required', 'là bắt buộc')
    case 'type': return typeBroken([params.type as string | string[]].flat())
    case 'enum': {
      const values = (params.allowedValues as unknown[]).map(String).join(', ')
      return say(`must be one of: ${values}`, `phải là một trong: ${values}`)
    }
    case 'minimum': return say(`must be at least ${params.limit}`, `phải từ ${params.limit} trở lên`)
    case 'maximum': return say(`must be at most ${params.limit}`, `không được quá ${params.limit}`)
    case 'minLength': return params.limit === 1
      ? say('must not be empty', 'không được để trống')
      : say(`must have at least ${params.limit} characters`, `phải có ít nhất ${params.limit} ký tự`)
    case 'maxLength':
      return say(`must not be longer than ${params.limit} characters`, `không được dài quá ${params.limit} ký tự`)
    case 'minItems': return say(`must have at least ${params.limit} items`, `phải có ít nhất ${params.limit} mục`)
    case 'maxItems':
      return say(`must not have more than ${params.limit} items`, `không được có quá ${params.limit} mục`)
    case 'uniqueItems': return say('has an item twice', 'có mục bị lặp')
    case 'minProperties':
      return say(`must have at least ${params.limit} properties`, `phải có ít nhất ${params.limit} thuộc tính`)
    case 'format': return formBroken(params.format as string)
    case 'pattern': return patternBroken(params.pattern as string)
    default: return say(message ?? keyword, message ?? keyword)
  }
}

const forms: Record<string, Message> = {
  date: { en: 'an ISO date such as 2023-07-12', vi: 'ngày dạng ISO, ví dụ 2023-07-12' },
  'date-time': { en: 'an instant such as 2023-07-12T08:00:00Z', vi: 'thời điểm, ví dụ 2023-07-12T08:00:00Z' },
  uuid: { en: 'a UUID', vi: 'UUID' }
}

function formBroken (form: string): Message {
  const { en, vi } = forms[form] ?? { en: form, vi: form }
  return { en: `must be ${en}`, vi: `phải là ${vi}` }
}

const PERIODS = ['2023, 2023-H1, 2023-Q3, 2023-07, 2023-9M', '2020/2025'] as const

function patternBroken (pattern: string): Message {
  if (pattern === PERIOD_PATTERN) {
    return { en: `must be a period: ${PERIODS.join(' or ')}`, vi: `phải là một kỳ: ${PERIODS.join(' hoặc ')}` }
  }
  if (pattern === DAY_PATTERN) return formBroken('date')
  if (pattern === INSTANT_PATTERN) return formBroken('date-time')
  if (pattern === UUID_PATTERN) return formBroken('uuid')
  const codes = codesOf(pattern)?.join(', ')
  return codes === undefined
    ? { en: 'is not written as it should be', vi: 'không đúng cách viết' }
    : {
        en: `must be one or several, with commas, of: ${codes}`,
        vi: `phải là một hoặc nhiều, cách bằng dấu phẩy, trong: ${codes}`
      }
}

/** A name as a part of a JSON Pointer (RFC 6901). */
export const pointerPart = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1')

/** Of a value that may be null or something else, only what is wrong with it as that something is worth telling. */
function isWorthTelling (error: FastifySchemaValidationError, _: number, all: readonly FastifySchemaValidationError[]) {
  const { keyword, params, schemaPath, instancePath } = error
  if (keyword === 'anyOf') {
    return !all.some(other => other !== error && `${other.instancePath}/`.startsWith(`${instancePath}/`))
  }
  return !(keyword === 'type' && params.type === 'null' && /\/anyOf\/\d+\/type$/.test(schemaPath))
}

/**
 * The faults of a request, each once.
 * @param where the part of the request that was checked: querystring or body
 */
export function faultsOf (errors: readonly FastifySchemaValidationError[], where: string | undefined): Fault[] {
  const inBody = where === 'body'
  const faults = errors.filter(isWorthTelling).map((error): Fault => {
    const path = error.instancePath.split('/').slice(1)
    const property = (error.params.additionalProperty ?? error.params.missingProperty) as string | undefined
    if (property !== undefined) path.push(inBody ? pointerPart(property) : property)
    const detail = ruleBroken(error, inBody)
    return inBody ? { pointer: path.map(part => `/${part}`).join(''), detail } : { parameter: path.join('.'), detail }
  })
  // A value may break two rules that say the same to its reader.
  return [...new Map(faults.map(fault => [JSON.stringify(fault), fault])).values()]
}
