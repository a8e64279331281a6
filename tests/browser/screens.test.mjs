// Pictures of the main states, in build/screenshots/, to be looked at; and what can be told of them without eyes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { corpus, launch, noCorpus } from './desk.mjs';

let world;
before(async () => { world = await launch(); });
after(() => world?.close());

const sizes = [
    ['1280x800', { viewport: { width: 1280, height: 800 } }],
    ['1920x1080', { viewport: { width: 1920, height: 1080 } }],
    ['2x', { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 2 }],
];

// Names of controls that lie partly outside the page or have no size.
async function cutOff(desk, names)
{
    const { width, height } = desk.page.viewportSize();
    const faults = [];
    for (const name of names)
        for (const box of await desk.call('find', name))
            if (box.x < -0.5 || box.y < -0.5 || box.x + box.width > width + 0.5 || box.y + box.height > height + 0.5 || box.width < 4 || box.height < 4)
                faults.push(`${name} ${JSON.stringify(box)}`);
    return faults;
}

async function focusFirstSpan(desk, label)
{
    const { document } = await desk.state();
    const span = (await desk.spans()).find((each) => each.label === label);
    const [box] = await desk.reveal(document, ...span.at[0]);
    await desk.page.mouse.click(box.x + 4, box.y + box.height / 2);
    await desk.settled();
    await desk.page.mouse.move(4, desk.page.viewportSize().height - 4);
}

for (const [size, options] of sizes) {
    for (const colorScheme of ['light', 'dark']) {
        test(`${size}, ${colorScheme}`, async () => {
            const shoot = (desk, name) => desk.screenshot(`${name}-${size}-${colorScheme}`);
            const empty = await world.desk({ ...options, colorScheme });
            await shoot(empty, 'welcome');
            assert.deepEqual(await cutOff(empty, ['welcome.drop', 'welcome.open', 'welcome.sample', 'top.view', 'top.save']), []);
            await empty.close();

            const desk = await world.desk({ ...options, colorScheme, query: '?sample' });
            await shoot(desk, 'sample');
            assert.deepEqual(await cutOff(desk, ['reading', 'inspector', 'labels', 'top.save', 'top.inspector', 'status.caret']), []);
            await focusFirstSpan(desk, 'CLAIM');
            await shoot(desk, 'claim');
            await focusFirstSpan(desk, 'PERSON');
            await shoot(desk, 'person');
            await desk.press('Control+k');
            await shoot(desk, 'palette');
            await desk.press('Escape');
            await desk.press('?');
            await shoot(desk, 'help');
            await desk.press('Escape');
            await desk.press('Enter');
            await shoot(desk, 'menu');
            await desk.close();
        });
    }
}

test('the other scripts of the sample', async () => {
    const desk = await world.desk({ query: '?sample' });
    const { documents } = await desk.project();
    for (const [i, document] of documents.entries()) {
        await desk.click(`document:${document.id}`);
        await desk.screenshot(`article-${i + 1}`);
    }
    await desk.close();
});

test('problems, contrast, and a narrow window', async () => {
    const desk = await world.desk();
    await desk.call('open', [{ name: 'good.txt', data: 'Ilse Okonjo said so.\n' }, { name: 'cut.glossator.json', data: '{"format": "glossator",' }]);
    await desk.screenshot('problems');
    await desk.close();
    const contrast = await world.desk({ query: '?sample&theme=contrast' });
    await contrast.screenshot('contrast');
    await contrast.close();
    for (const [name, width, height] of [['narrow', 800, 900], ['phone', 390, 780]]) {
        const narrow = await world.desk({ query: '?sample', viewport: { width, height } });
        await narrow.screenshot(name);
        await narrow.close();
    }
});

test('gold', { skip: noCorpus }, async () => {
    const desk = await world.desk();
    await desk.call('open', [{ name: 'gold.glossator.json', data: readFileSync(join(corpus, 'gold.glossator.json'), 'utf8') }], { mode: 'replace' });
    await desk.screenshot('gold');
    await focusFirstSpan(desk, 'Claim');
    await desk.screenshot('gold-claim');
    await desk.close();
});
