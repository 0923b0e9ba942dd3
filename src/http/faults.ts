/**
 * What is wrong with a value, said in both languages from the rule that it broke.
 */
import type { FastifySchemaValidationError } from 'fastify'
import { PERIOD_PATTERN } from '../domain/periods.js'
import type { Fault, Message } from './problems.js'
import { codesOf } from './parameters.js'
import { DAY_PATTERN, INSTANT_PATTERN, UUID_PATTERN } from './schemas.js'

/** Says in both languages what a value must be, from the rule that it broke. */
function ruleBroken ({ keyword, params, message }: FastifySchemaValidationError): Message {
  const say = (en: string, vi: string): Message => ({ en, vi })
  switch (keyword) {
    case 'additionalProperties': return say('is not a parameter here', 'không phải là tham số ở đây')
    case 'required': return say('is required', 'là bắt buộc')
    case 'type': return params.type === 'integer'
      ? say('must be a whole number', 'phải là số nguyên')
      : params.type === 'boolean'
        ? say('must be true or false', 'phải là true hoặc false')
        : say(`must be of type ${params.type}`, `phải có kiểu ${params.type}`)
    case 'enum': {
      const values = (params.allowedValues as string[]).join(', ')
      return say(`must be one of: ${values}`, `phải là một trong: ${values}`)
    }
    case 'minimum': return say(`must be at least ${params.limit}`, `phải từ ${params.limit} trở lên`)
    case 'maximum': return say(`must be at most ${params.limit}`, `không được quá ${params.limit}`)
    case 'minLength': return say('must not be empty', 'không được để trống')
    case 'maxLength':
      return say(`must not be longer than ${params.limit} characters`, `không được dài quá ${params.limit} ký tự`)
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

/**
 * The faults of a request, each once.
 * @param where the part of the request that was checked: querystring or body
 */
export function faultsOf (errors: readonly FastifySchemaValidationError[], where: string | undefined): Fault[] {
  const faults = errors.map((error): Fault => {
    const path = error.instancePath.split('/').slice(1)
    const property = (error.params.additionalProperty ?? error.params.missingProperty) as string | undefined
    if (property !== undefined) path.push(property)
    return where === 'body'
      ? { pointer: ['', ...path].join('/'), detail: ruleBroken(error) }
      : { parameter: path.join('.'), detail: ruleBroken(error) }
  })
  // A value may break two rules that say the same to its reader.
  return [...new Map(faults.map(fault => [JSON.stringify(fault), fault])).values()]
}
