// The walk of docs/walk.md, step by step with real events: what it promises is what happens. With GLOSSATOR_PICTURES=FOLDER it also takes the
// walk's pictures.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, locateIn } from './desk.mjs';

let world;
before(async () => { world = await launch(); });
after(() => world?.close());

const kArticle = 'd-5';

class Walk {
    constructor(desk, text) { Object.assign(this, { desk, text }); }
    async picture(name)
    {
        await this.desk.settled();
        await this.desk.page.mouse.move(640, 795);  // where nothing answers
        await this.desk.settled();
        const folder = process.env.GLOSSATOR_PICTURES;
        if (folder) await this.desk.page.screenshot({ path: join(folder, `walk-${name}.png`) });
    }
    async drag(words, nth = 0) { await this.desk.drag(kArticle, ...locateIn(this.text, words, nth)); }
    async word(words, nth = 0) { await this.desk.doubleClick(kArticle, ...locateIn(this.text, words, nth)); }
    async marked(words)
    {
        return (await this.desk.spans()).find(({ quote }) => quote.join(' … ') === words);
    }
    async entityOf(words)
    {
        const { entity } = await this.marked(words);
        return (await this.desk.project()).entities.find(({ id }) => id === entity)?.name;
    }
}

test('ten minutes with the sample go as docs/walk.md says', async () => {
    const desk = await world.desk({ query: '?sample' });
    const { documents } = await desk.project();
    const walk = new Walk(desk, documents.find(({ id }) => id === kArticle).text);
    await desk.settled();
    await desk.click(`document:${kArticle}`);

    // Names
    await walk.word('Okonjo');
    await desk.press('1');
    assert.equal(await walk.entityOf('Okonjo'), 'Ilse Okonjo');
    await walk.drag('Thomas Brandvick');
    await desk.press('1');
    assert.equal(await walk.entityOf('Thomas Brandvick'), 'Tomas Brandvik');
    await walk.word('Lantern');
    await desk.press('Shift+X');
    assert.equal(await walk.entityOf('Lantern'), 'Lantern');
    await desk.press('Control+z', 'Control+Shift+Z');
    assert.equal(await walk.entityOf('Lantern'), 'Lantern');

    // A claim in two pieces, beside those of other articles
    await walk.drag('The ferry to Tarnsay');
    await desk.press('c');
    await walk.drag('may now cost 39 million');
    await desk.press('+');
    const claim = 'The ferry to Tarnsay … may now cost 39 million';
    assert.ok(await walk.marked(claim));
    await walk.picture('claim');
    await desk.press('Alt+4');
    assert.equal((await walk.marked(claim)).claim.relation, 'contradicts');

    // Who says it
    await desk.press('Shift+Enter');
    await walk.picture('attribution');
    await desk.press('Enter');
    const { attributions: [said] } = await desk.set();
    const quotes = async (ids) => (await desk.spans()).filter(({ id }) => ids.includes(id)).map(({ quote }) => quote.join(' … '));
    assert.deepEqual(await quotes(said.contents), [claim]);
    assert.ok(said.cues.length && said.sources.length);
    await walk.word('Agencies');
    await desk.press('Control+Shift+Enter', 'Enter');
    assert.equal((await desk.set()).attributions.length, 2);

    // The same words elsewhere
    await desk.press('Escape', 'Escape', 'Control+f');
    const steps = (await desk.state()).steps;
    await desk.type('million crowns');
    await desk.click('find.hits');
    assert.equal((await desk.state()).steps, steps);
    await desk.press('Escape', 'Escape');

    // What is left, and what the guidelines say
    await desk.press('Control+Home', '!');
    assert.equal((await desk.state()).focused, (await walk.marked(claim)).id);
    await desk.press('F6');
    await walk.picture('guidelines');
    await desk.press('F6');

    // All articles
    await desk.click('top.main=Coverage');
    await walk.picture('coverage');
    await desk.click('top.main=Attributions');
    await walk.picture('graph');
    await desk.press('Escape');
    assert.equal((await desk.state()).document, kArticle);

    const download = desk.page.waitForEvent('download');
    await desk.press('Control+s');
    assert.match((await download).suggestedFilename(), /\.glossator\.json$/);
    await desk.close();
});
