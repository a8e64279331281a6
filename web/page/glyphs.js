// @ts-check
// Single characters as pixels, in the machine's own fonts.
{
    const page = glossatorPage;
    const invisible = /^[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Variation_Selector}]$/u;

    /** @type {CanvasRenderingContext2D | null} */
    let context = null;

    page.hasGlyph = (/** @type {number} */ codePoint) => codePoint >= 0x80 && !invisible.test(String.fromCodePoint(codePoint));

    /** @param {number} codePoint @param {number} sizePx */
    page.drawGlyph = (codePoint, sizePx) => {
        context ??= document.createElement('canvas').getContext('2d', { willReadFrequently: true });
        const text = String.fromCodePoint(codePoint), font = `${sizePx}px sans-serif`;
        context.font = font;
        const box = context.measureText(text);
        const left = Math.floor(-box.actualBoundingBoxLeft) - 1, top = Math.floor(-box.actualBoundingBoxAscent) - 1;
        const width = Math.ceil(box.actualBoundingBoxRight) + 1 - left, height = Math.ceil(box.actualBoundingBoxDescent) + 1 - top;
        const glyph = { width: 0, height: 0, left, top, advance: box.width, colored: false, rgba: new Uint8Array(0) };
        if (!(width > 2 && height > 2 && width < 2048 && height < 2048)) return glyph;

        context.canvas.width = width;  // also empties it, and forgets the font
        context.canvas.height = height;
        context.font = font;
        context.fillStyle = '#fff';
        context.fillText(text, -left, -top);
        const rgba = new Uint8Array(context.getImageData(0, 0, width, height).data.buffer);
        for (let i = 0; i < rgba.length && !glyph.colored; i += 4)
            glyph.colored = rgba[i + 3] > 127 && Math.min(rgba[i], rgba[i + 1], rgba[i + 2]) < 250;
        return { ...glyph, width, height, rgba };
    };
}
