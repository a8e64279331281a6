// Text of other scripts: fonts that come when they are needed, and offsets in lines that run both ways.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inChromium, launch } from './desk.mjs';

let world;
before(async () => { world = await launch(); });
after(() => world?.close());

const urdu = 'The minister said وزیر اعظم نے کہا in Urdu, then left.\nقالت الحكومة إن ANI أعلنت عن 2027.\n';

async function open(text) {
    const desk = await world.desk();
    await desk.call('open', [{ name: 'mixed.txt', data: text }]);
    await desk.settled();
    const { document } = await desk.state();
    return { desk, document };
}

// The font that came last has been laid out with.
async function fontsAreThere(desk, ...names) {
    for (const name of names)
        await desk.page.waitForFunction((file) => performance.getEntriesByType('resource').some((e) => e.name.includes(file) && e.responseEnd > 0), name);
    await desk.page.waitForTimeout(100);
    await desk.settled();
}

const points = (text) => [...text];
const place = (text, part) => {
    const start = points(text.slice(0, text.indexOf(part))).length;
    return [start, start + points(part).length];
};

inChromium('a font is fetched when a text first needs it, and once', async () => {
    const { desk } = await open('Latin and Ελληνικά alone\n');
    const fetched = (name) => desk.requests.filter((url) => url.includes(name)).length;
    assert.equal(fetched('arabic.ttf'), 0);
    await desk.call('open', [{ name: 'mixed.txt', data: urdu }]);
    await fontsAreThere(desk, 'arabic.ttf');
    await desk.call('open', [{ name: 'again.txt', data: `${urdu}${urdu}` }]);
    await desk.settled();
    assert.equal(fetched('arabic.ttf'), 1);
    assert.equal(fetched('thai.ttf'), 0);
    assert.deepEqual(desk.complaints, []);
    await desk.close();
});

test('a drag across English and Urdu selects the code points that it covers', async () => {
    const { desk, document } = await open(urdu);
    await fontsAreThere(desk, 'arabic.ttf');
    const [from] = place(urdu, 'said'), [, to] = place(urdu, 'اعظم');
    const [first] = await desk.call('locate', document, from, from + 1);
    const [last] = await desk.call('locate', document, to - 1, to);  // its far side is the left one
    await desk.page.mouse.move(first.x + 1, first.y + first.height / 2);
    await desk.page.mouse.down();
    await desk.page.mouse.move((first.x + last.x) / 2, last.y + last.height / 2, { steps: 4 });
    await desk.page.mouse.move(last.x + 1, last.y + last.height / 2);
    await desk.page.mouse.up();
    await desk.settled();
    assert.deepEqual((await desk.state()).selection, [from, to]);
    // What is selected is drawn in two stretches: "said " and, behind a gap, the two words that stand at the right.
    const boxes = await desk.call('locate', document, from, to);
    assert.equal(boxes.length, 2);
    await desk.press('p');
    const [span] = await desk.spans();
    assert.deepEqual(span.at, [[from, to]]);
    assert.deepEqual(span.quote, ['said وزیر اعظم']);
    await desk.close();
});

inChromium('a click at either side of a letter puts the caret there, in both directions', async () => {
    const { desk, document } = await open(urdu);
    await fontsAreThere(desk, 'arabic.ttf');
    for (const word of ['minister', 'کہا', 'ANI', 'أعلنت', '2027']) {
        const [start, end] = place(urdu, word);
        const rightToLeft = /\p{Script=Arabic}/u.test(word);
        for (let offset = start; offset < end; ++offset) {
            const [box] = await desk.call('locate', document, offset, offset + 1);
            const near = rightToLeft ? box.x + box.width * 0.8 : box.x + box.width * 0.2;
            await desk.page.mouse.click(near, box.y + box.height / 2);
            await desk.settled();
            const { selection } = await desk.state();
            assert.deepEqual(selection, [offset, offset], `${word}, ${offset}`);
            await desk.page.waitForTimeout(350);  // or it would be a double click
        }
    }
    await desk.close();
});
