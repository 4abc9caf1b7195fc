/** Times as the driver hands them over (text in Postgres' notation) to the wire's ISO 8601 UTC. */
export const toIso = (timestamp: string): string => new Date(timestamp).toISOString()
