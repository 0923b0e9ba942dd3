/** Ceiling (a): a bare Fastify that answers from memory the very bytes that the service answered, or 304 by its tag. */
import Fastify from 'fastify'

interface Known { readonly body: Buffer, readonly type: string, readonly tag: string | null }
const known = new Map<string, Known>()

const app = Fastify()
app.get('/*', async ({ url, headers }, reply) => {
  const { body, type, tag } = known.get(url)!
  if (tag !== null && headers['if-none-match'] === tag) return await reply.code(304).header('etag', tag).send()
  return await reply.type(type).send(body)
})
const address = await app.listen({ host: '127.0.0.1', port: 0 })

process.on('message', async ({ service, addresses }: { service: string, addresses: string[] }) => {
  for (const path of addresses) {
    const answer = await fetch(service + path)
    known.set(path, {
      body: Buffer.from(await answer.arrayBuffer()),
      type: answer.headers.get('content-type')!,
      tag: answer.headers.get('etag')
    })
  }
  process.send!({ address })
})
