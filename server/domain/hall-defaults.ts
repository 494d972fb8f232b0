/** What a hall file means where it says nothing; the published schema states the same values and a test compares them. */
export const queueDefaults = { digits: 3, from: 1, to: 999, issueBefore: 30, issueStops: 0 } as const;
