// The views over all articles, by real mouse and keys: from the switch to a cell, from the cell to the text, and to a file.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { corpus, launch, noCorpus } from './desk.mjs';

let world;
before(async () => { world = await launch(); });
after(() => world?.close());

async function saved(desk, control)
{
    const [download] = await Promise.all([desk.page.waitForEvent('download'), desk.click(control)]);
    return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

test('a cell of the coverage leads to its claim in the text, and Escape leads back from every view', async () => {
    const desk = await world.desk({ query: '?sample' });
    await desk.click('top.main=Coverage');
    const { sets } = await desk.project();
    const { document, spans } = sets.find(({ document }) => document === 'd-1');
    const claim = spans.find((span) => span.claim?.id === 'c-03');
    await desk.click(`report.cell:c-03/${document}`);
    assert.equal((await desk.state()).focused, claim.id);
    assert.equal((await desk.call('find', 'report')).length, 0);
    for (const view of ['Coverage', 'Attributions', 'Timeline', 'Statistics']) {
        await desk.click(`top.main=${view}`);
        assert.equal((await desk.call('find', 'report')).length, 1, view);
        await desk.screenshot(`report-${view.toLowerCase()}`);
        await desk.press('Escape');
        assert.equal((await desk.call('find', 'reading')).length, 1, view);
    }
    assert.deepEqual(desk.complaints, []);
    await desk.close();
});

test('arrows choose a cell, Enter opens it', async () => {
    const desk = await world.desk({ query: '?sample' });
    await desk.click('top.main=Coverage');
    await desk.press('ArrowDown');
    await desk.press('ArrowUp');
    await desk.press('Enter');
    assert.equal((await desk.call('find', 'reading')).length, 1);
    assert.ok((await desk.state()).focused);
    await desk.close();
});

test('the gold matrix names the contradiction that the gold file holds, on the screen and in its files', { skip: noCorpus }, async () => {
    const desk = await world.desk();
    const gold = readFileSync(join(corpus, 'gold.glossator.json'), 'utf8');
    await desk.call('open', [{ name: 'gold.glossator.json', data: gold }], { mode: 'replace' });
    await desk.settled();
    await desk.click('top.main=Coverage');
    await desk.click('report.disputed=Disputed');
    const wrong = JSON.parse(gold).sets.flatMap(({ document, spans }) =>
        spans.filter(({ claim }) => claim?.relation === 'contradicts').map((span) => ({ document, ...span })));
    assert.ok(wrong.length > 0);
    const csv = await saved(desk, 'report.export=csv');
    assert.equal(csv.name, 'coverage.csv');
    const svg = await saved(desk, 'report.export=svg');
    assert.match(svg.text, /^<\?xml[^]*<\/svg>\n$/);
    assert.equal(await desk.page.evaluate((xml) => new DOMParser().parseFromString(xml, 'image/svg+xml').querySelector('parsererror'), svg.text), null);
    for (const { document, claim, quote } of wrong) {
        assert.equal((await desk.call('find', `report.cell:${claim.id}/${document}`)).length, 1);
        assert.ok(csv.text.includes(`“${quote.join(' … ')}” contradicts `));
    }
    await desk.screenshot('report-gold');
    await desk.close();
});
