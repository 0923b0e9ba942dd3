/**
 * PgBouncer for tests, in transaction mode and with few connections to the server, so that every client soon meets one
 * that others have used. It is an ordinary package of the system (Debian: pgbouncer), at the path in PGBOUNCER or where
 * Debian puts it.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { answering, freePort } from './postgres.js'

const EXECUTABLE = process.env.PGBOUNCER ?? '/usr/sbin/pgbouncer'

/**
 * Starts one in front of a server, for all its databases.
 * @param server the address of the server
 * @returns the address of the same database behind it, and what stops it
 */
export async function startPgBouncer (server: string): Promise<{ url: string, stop: () => Promise<void> }> {
  const { hostname, port, username, password, pathname } = new URL(server)
  const listen = await freePort()
  const folder = await mkdtemp(join(tmpdir(), 'so-phuong-pgbouncer-'))
  const file = join(folder, 'pgbouncer.ini')
  const login = `user=${username}${password === '' ? '' : ` password=${password}`}`
  await chmod(folder, 0o755) // PgBouncer will not run as root, and must read it
  await writeFile(file, `
[databases]
* = host=${hostname} port=${port} ${login}

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${listen}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 4
max_client_conn = 1000
server_idle_timeout = 5
server_login_retry = 1
ignore_startup_parameters = statement_timeout,extra_float_digits
`)
  const asRoot = process.getuid?.() === 0 ? ['-u', 'postgres'] : []
  const child = spawn(EXECUTABLE, ['-q', ...asRoot, file], { stdio: 'ignore' })
  const failed = once(child, 'exit').then(([code]) => { throw new Error(`PgBouncer ended with ${code}`) })
  failed.catch(() => {})
  const url = `postgres://${username}@127.0.0.1:${listen}${pathname}`
  await Promise.race([answering(url), failed])
  return {
    url,
    async stop () {
      child.kill('SIGKILL')
      await failed.catch(() => {})
      await rm(folder, { recursive: true, force: true })
    }
  }
}
