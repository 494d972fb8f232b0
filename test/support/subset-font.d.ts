// The package brings no types; these are the parts we use, after its README (version 2.9.0).
declare module 'subset-font' {
  export default function subsetFont(
    font: Uint8Array,
    text: string | undefined,
    options: { readonly targetFormat: 'woff2' | 'truetype'; readonly keepAllGlyphs?: boolean },
  ): Promise<Buffer>
}
