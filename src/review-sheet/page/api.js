/** Asks the API with the key of whoever sits here. The key is kept in this tab only, and goes into no address. */
import { dialog, el } from './dom.js'
import { language, say } from './words.js'

const KEY = 'so-phuong-key'

/**
 * @typedef {{
 *   type?: string, title?: string, detail?: string, errors?: Array<{ pointer?: string, detail: string }>
 * }} Problem
 */

/** What the API answered instead of a record; status 0 where it did not answer at all. */
export class Refusal extends Error {
  /**
   * @param {number} status
   * @param {Problem} problem
   */
  constructor (status, problem) {
    super(problem.detail ?? problem.title ?? say('unknownProblem', { status }))
    this.status = status
    this.code = problem.type?.split('/').at(-1) ?? ''
    this.errors = problem.errors ?? []
  }
}

/** Forgets the key. */
export const forgetKey = () => sessionStorage.removeItem(KEY)

/** @type {Promise<void> | null} */
let asking = null

/**
 * Asks for the key, once however many requests wait for it.
 * @param {string | null} complaint what was wrong with the last one
 */
async function wantKey (complaint) {
  asking ??= (async () => {
    const input = el('input', {
      type: 'password', autocomplete: 'off', required: true, placeholder: 'sp_…', 'aria-describedby': 'key-hint'
    })
    const key = await dialog({
      title: say('keyTitle'),
      parts: [
        complaint !== null && el('p', { class: 'fault', role: 'alert' }, complaint),
        el('label', { class: 'field' }, el('span', {}, say('keyLabel')), input),
        el('p', { class: 'hint', id: 'key-hint' }, say('keyHint'))
      ],
      ok: say('keyUse'),
      must: true,
      read: () => input.value.trim() || null
    })
    if (key !== null) sessionStorage.setItem(KEY, key)
  })().finally(() => { asking = null })
  await asking
}

/**
 * One request; asks for a key first where there is none, and for another where it is not good.
 * @param {string} method
 * @param {string} path
 * @param {{ body?: object, ifMatch?: string | null }} [options]
 * @returns {Promise<{ body: any, etag: string | null }>}
 */
export async function ask (method, path, { body, ifMatch = null } = {}) {
  for (;;) {
    const key = sessionStorage.getItem(KEY)
    if (key === null) {
      await wantKey(null)
      continue
    }
    // A header cannot hold it, so it is no key.
    const isSendable = /^[\x21-\x7e]+$/.test(key)
    const response = isSendable ? await send(method, path, key, body, ifMatch) : null
    if (response === null || response.status === 401) {
      const problem = response === null ? null : await response.json().catch(() => null)
      if (sessionStorage.getItem(KEY) === key) forgetKey()
      if (sessionStorage.getItem(KEY) === null) await wantKey(problem?.detail ?? say('keyBad'))
      continue
    }
    const text = await response.text()
    if (response.ok) return { body: text === '' ? null : JSON.parse(text), etag: response.headers.get('etag') }
    let problem = {}
    try { problem = JSON.parse(text) } catch { /* not from the service but from something before it */ }
    throw new Refusal(response.status, problem)
  }
}

/**
 * @param {string} method
 * @param {string} path
 * @param {string} key
 * @param {object | undefined} body
 * @param {string | null} ifMatch
 */
async function send (method, path, key, body, ifMatch) {
  try {
    return await fetch(path, {
      method,
      cache: 'no-store',
      credentials: 'omit',
      headers: {
        accept: 'application/json',
        'accept-language': language(),
        authorization: `Bearer ${key}`,
        ...(body === undefined
          ? {}
          : { 'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json' }),
        ...(ifMatch === null ? {} : { 'if-match': ifMatch })
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    })
  } catch {
    throw new Refusal(0, { detail: say('offline') })
  }
}

/**
 * What a list answers.
 * @param {string} path
 * @param {Record<string, string | number | boolean | null>} [parameters] those that are null are left out
 */
export async function list (path, parameters = {}) {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) if (value !== null) search.set(name, String(value))
  return (await ask('GET', search.size === 0 ? path : `${path}?${search}`)).body
}
