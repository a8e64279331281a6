// What the program looks like, against what it looked like when somebody last looked and found it right: the mean lightness of each square of 16
// px, kept in golden/ as two hexadecimal digits. A change that is meant is kept with GLOSSATOR_KEEP_GOLDEN=1.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, root } from './desk.mjs';

const kSquare = 16, kTolerance = 14, kMostDiffering = 0.01;

let world;
before(async () => { world = await launch(); });
after(() => world?.close());

// In a page: a picture's squares, row by row.
async function squaresOf(page, png)
{
    return page.evaluate(async ([data, side]) => {
        const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
        const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
        const canvas = new OffscreenCanvas(image.width, image.height), context = canvas.getContext('2d');
        context.drawImage(image, 0, 0);
        const rows = [];
        for (let y = 0; y + side <= image.height; y += side) {
            let row = '';
            for (let x = 0; x + side <= image.width; x += side) {
                const { data: pixels } = context.getImageData(x, y, side, side);
                let sum = 0;
                for (let i = 0; i < pixels.length; i += 4) sum += 0.299 * pixels[i] + 0.587 * pixels[i + 1] + 0.114 * pixels[i + 2];
                row += Math.round(sum / (side * side)).toString(16).padStart(2, '0');
            }
            rows.push(row);
        }
        return rows;
    }, [png.toString('base64'), kSquare]);
}

function differing(rows, kept)
{
    const value = (row, column) => parseInt(row.slice(2 * column, 2 * column + 2), 16);
    const places = [];
    rows.forEach((row, y) => {
        for (let x = 0; 2 * x < row.length; ++x)
            if (Math.abs(value(row, x) - value(kept[y], x)) > kTolerance) places.push([x * kSquare, y * kSquare]);
    });
    return places;
}

for (const { name, query, width, height } of [
    { name: 'desk-light', query: '?sample&theme=light', width: 1280, height: 800 },
    { name: 'desk-dark', query: '?sample&theme=dark', width: 1280, height: 800 },
    { name: 'phone-light', query: '?sample&theme=light', width: 384, height: 800 },
    { name: 'welcome-light', query: '?theme=light', width: 1280, height: 800 },
]) {
    test(`${name} looks as it did`, async () => {
        const desk = await world.desk({ query, viewport: { width, height } });
        await desk.settled();
        await desk.page.mouse.move(2, height - 2);
        if (query.includes('sample') && width > 1000) {
            const { sets, documents } = await desk.project();
            const set = sets.find(({ document, attributions }) => document === documents[0].id && attributions.length > 0);
            await desk.call('command', 'span.focus', { id: set.attributions[0].contents[0] });
        }
        await desk.settled();
        await desk.page.waitForTimeout(200);
        const blank = await desk.context.newPage();  // the tool's own page lets nobody fetch
        const rows = await squaresOf(blank, await desk.page.screenshot());
        const file = join(root, 'tests/browser/golden', `${name}.txt`);
        if (process.env.GLOSSATOR_KEEP_GOLDEN) {
            mkdirSync(join(root, 'tests/browser/golden'), { recursive: true });
            writeFileSync(file, rows.join('\n') + '\n');
        }
        assert.ok(existsSync(file), `${file} is missing; look at the program, then keep it with GLOSSATOR_KEEP_GOLDEN=1`);
        const kept = readFileSync(file, 'utf8').trim().split('\n');
        assert.equal(rows.length, kept.length);
        const places = differing(rows, kept);
        if (places.length > 0) await desk.screenshot(`golden-${name}`);
        const squares = rows.length * rows[0].length / 2;
        assert.ok(places.length <= kMostDiffering * squares, `${places.length} of ${squares} squares differ, the first at ${places[0]}: see build/screenshots/golden-${name}.png`);
        await desk.close();
    });
}
