/** What a reader can be: one of resident identity cards with a SAM module, a scanner of codes on a serial line, or whatever a vendor's own program reads. */
export const readerProfiles = ['resident-id', 'scanner', 'hook'] as const;
