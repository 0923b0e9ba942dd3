/** The address that a webhook is set up for, checked where it is given. */
import type { Config } from '../config.js'
import { badProperty } from '../http/problems.js'
import { checkTarget, RefusedAddressError, type Resolve } from './addresses.js'

/** @throws Problem that points at `/url` and says what is wrong with it */
export async function targetFrom (
  text: string, { WEBHOOK_PRIVATE_ADDRESSES }: Pick<Config, 'WEBHOOK_PRIVATE_ADDRESSES'>, resolve?: Resolve
): Promise<string> {
  const wrong = (en: string, vi: string) => badProperty('/url', { en, vi })
  if (!URL.canParse(text)) throw wrong('must be an address such as https://…', 'phải là địa chỉ như https://…')
  const url = new URL(text)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && WEBHOOK_PRIVATE_ADDRESSES)) {
    throw wrong('must begin with https://', 'phải bắt đầu bằng https://')
  }
  if (url.username !== '' || url.password !== '' || url.hash !== '') {
    throw wrong('must have no user name, password or fragment',
      'không được có tên người dùng, mật khẩu hay phần sau dấu #')
  }
  if (WEBHOOK_PRIVATE_ADDRESSES) return url.href
  await checkTarget(url, resolve).catch((error: Error) => {
    throw error instanceof RefusedAddressError
      ? wrong(error.message, 'dẫn vào mạng riêng')
      : wrong('has a host that is not found', 'có tên máy chủ không tìm thấy')
  })
  return url.href
}
