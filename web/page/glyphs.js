// @ts-check
// Grapheme clusters as pixels, in the machine's own fonts; and the program's fonts that are loaded when a text needs them.
{
    const page = glossatorPage;
    const invisible = /^[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Variation_Selector}]+$/u;
    const WHAT_ASSET = 3;  // Platform::Failed::What
    const kProbePx = 24, kBlankMs = 3000;

    /** @type {CanvasRenderingContext2D | null} */
    let context = null;
    /** What a character without glyph looks like here, as a string of its pixels. @type {string | null} */
    let missing = null;

    // Until the browser has looked through the machine's fonts once, some hundredths of a second pass, which no first picture waits for.
    let isAsked = false;
    page.glyphsReady = () => {
        if (!isAsked) {
            setTimeout(() => {
                missing = page.drawGlyph('\u{10FFFF}', kProbePx).rgba.join();
                page.call('wake');
            }, 0);
        }
        isAsked = true;
        return missing !== null;
    };

    /** @param {string} cluster @param {number} sizePx */
    function measure(cluster, sizePx) {
        context ??= document.createElement('canvas').getContext('2d', { willReadFrequently: true });
        context.font = `${sizePx}px sans-serif`;
        return context.measureText(cluster);
    }

    /** @param {string} cluster @param {number} sizePx */
    page.drawGlyph = (cluster, sizePx) => {
        const box = measure(cluster, sizePx);
        const left = Math.floor(-box.actualBoundingBoxLeft) - 1, top = Math.floor(-box.actualBoundingBoxAscent) - 1;
        const width = Math.ceil(box.actualBoundingBoxRight) + 1 - left, height = Math.ceil(box.actualBoundingBoxDescent) + 1 - top;
        const glyph = { width: 0, height: 0, left, top, colored: false, rgba: new Uint8Array(0) };
        if (!(width > 2 && height > 2 && width < 2048 && height < 2048)) return glyph;

        context.canvas.width = width;  // also empties it, and forgets the font
        context.canvas.height = height;
        context.font = `${sizePx}px sans-serif`;
        context.fillStyle = '#fff';
        context.fillText(cluster, -left, -top);
        const rgba = new Uint8Array(context.getImageData(0, 0, width, height).data.buffer);
        for (let i = 0; i < rgba.length && !glyph.colored; i += 4)
            glyph.colored = rgba[i + 3] > 127 && Math.min(rgba[i], rgba[i + 1], rgba[i + 2]) < 250;
        return { ...glyph, width, height, rgba };
    };

    /** Parts of the em square; negative if the machine has no glyph for it. @param {string} cluster */
    page.glyphAdvance = (cluster) => {
        if (invisible.test(cluster)) return -1;
        if (page.drawGlyph(cluster, kProbePx).rgba.join() === missing) return -1;
        return measure(cluster, 100).width / 100;
    };

    // Its text stays blank meanwhile, but no longer than a browser's own would: then the machine's fonts show it.
    /** @param {string} path */
    page.requestAsset = async (path) => {
        const late = setTimeout(() => page.deliver(new Uint8Array(0), 'asset', path), kBlankMs);
        const asset = page.fetchForText(path).catch((error) => {
            page.call('failed', WHAT_ASSET, error.message);
            return new Uint8Array(0);
        });
        // What shapes with it comes later as well, and would be waited for (boot.js).
        const [bytes] = await Promise.all([asset, page.fetchLater().catch(() => {})]);
        clearTimeout(late);
        page.deliver(bytes, 'asset', path);
    };
}
