/** What can be taken down: kinds of record that may name a person. */
export const targetKinds = ['official', 'source', 'meeting', 'participant', 'citation', 'observation', 'task'] as const
