/** What a reader can be: one of resident identity cards with a SAM module, or a scanner of codes that speaks on a serial line. */
export const readerProfiles = ['resident-id', 'scanner'] as const;
