/** A booking code in groups of three, as it is shown and read out. */
export const spacedCode = (code: string): string => code.replace(/(\d{3})(?=\d)/g, '$1 ');
