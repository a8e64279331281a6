// Who said what in one gesture: the attributions of a real article made anew with the mouse and the keyboard only, and counted.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { corpus, launch, locateIn, noCorpus } from './desk.mjs';

let world;
before(async () => { world = await launch(); });
after(() => world?.close());

const text = 'The mayor said on Monday that the ferry was late.\n';

test('a drag, a key and Enter make an attribution; Escape drops one', async () => {
    const desk = await world.desk();
    await desk.call('open', [{ name: 'ferry.txt', data: text }]);
    const { document } = await desk.state();
    const content = locateIn(text, 'the ferry was late');
    await desk.drag(document, ...content);
    await desk.press('a');
    assert.equal((await desk.call('find', 'proposal')).length, 1);
    await desk.screenshot('proposal');
    await desk.press('Escape');
    assert.equal((await desk.call('find', 'proposal')).length, 0);
    assert.deepEqual(await desk.spans(), []);
    await desk.drag(document, ...content);
    await desk.press('Shift+Enter', 'Enter');
    const { spans, attributions: [made] } = await desk.set();
    const quotes = (ids) => ids.map((id) => spans.find((span) => span.id === id).quote.join(' … '));
    assert.deepEqual(quotes(made.sources), ['The mayor']);
    assert.deepEqual(quotes(made.cues), ['said']);
    assert.deepEqual(quotes(made.contents), ['the ferry was late']);
    await desk.press('Control+z');
    assert.deepEqual(await desk.spans(), []);
    await desk.close();
});

// What a person does, counted: a drag or a key press is one.
class Hand {
    constructor(desk, document) { Object.assign(this, { desk, document, actions: 0 }); }
    // Exactly these letters, which Alt is held for: “SOURCE:Isles” is a word.
    async drag(range) {
        ++this.actions;
        await this.desk.page.keyboard.down('Alt');
        await this.desk.drag(this.document, ...range);
        await this.desk.page.keyboard.up('Alt');
    }
    async press(key, times = 1) {
        for (let i = 0; i < times; ++i) {
            ++this.actions;
            await this.desk.press(key);
        }
    }
}

const kRoles = ['sources', 'cues'];
const placesOf = (spans) => JSON.stringify(spans.map((span) => span.at));

// Makes one as `wanted` has it; `guess` is what the tool will propose.
async function make(hand, wanted, guess, steps)
{
    for (const [role, name] of kRoles.entries()) {
        if (placesOf(guess[name]) === placesOf(wanted[name])) continue;
        const [first] = await hand.desk.call('find', `proposal.${name}`);
        ++hand.actions;
        await hand.desk.page.mouse.click(first.x + 20, first.y + 20);
        if (!wanted[name].length) await hand.press('Delete');
        for (const { at } of wanted[name]) await hand.drag(at[0]);
        assert.ok(role < 2);
    }
    for (const [digit, times] of steps) await hand.press(String(digit), times);
    await hand.press('Enter');
}

// How often each digit must be pressed for the attributes to become those wanted.
function attributeSteps(schema, from, to)
{
    const stepped = schema.attribution_attributes.map((id) => schema.attributes.find((def) => def.id === id))
        .filter((def) => def.type === 'choice' || def.type === 'yesno');
    return stepped.map((def, i) => {
        const values = [...def.values, undefined];
        const steps = values.indexOf(to[def.id]) - values.indexOf(from[def.id]);
        return [i + 1, (steps + values.length) % values.length];
    }).filter(([, times]) => times > 0);
}

test('the attributions of a real article cost at most six actions each', { skip: noCorpus }, async (t) => {
    const gold = JSON.parse(readFileSync(join(corpus, 'gold.glossator.json'), 'utf8'));
    const set = gold.sets.find((each) => each.attributions.length === 10);
    const { text: article } = gold.documents.find((each) => each.id === set.document);
    const desk = await world.desk();
    await desk.call('open', [{ name: 'article.txt', data: article }]);
    await desk.call('command', 'schema.load', { schema: gold.schema });
    const { document } = await desk.state();
    const goldSpan = (id) => set.spans.find((span) => span.id === id);
    for (const span of set.spans.filter(({ label }) => label === 'Quote'))  // marked before, as any span is
        await desk.call('command', 'span.create', { label: 'Quote', at: span.at });
    await desk.press('Escape', 'Escape');
    const hand = new Hand(desk, document);
    for (const wanted of set.attributions) {
        const spans = Object.fromEntries(['sources', 'cues', 'contents'].map((role) => [role, wanted[role].map(goldSpan)]));
        const about = (spans.contents[0] ?? spans.sources[0]).at[0];
        await hand.drag(about);
        const isCredit = !spans.contents.length;
        const guess = isCredit ? spans : await desk.call('command', 'attribution.guess', { at: [about] });
        const before = isCredit ? {} : guess.attributes;
        await hand.press(isCredit ? 'Control+Shift+Enter' : 'a');
        await make(hand, spans, guess, attributeSteps(gold.schema, before, wanted.attributes));
    }
    const made = await desk.set();
    const shape = (from) => from.attributions.map((each) => JSON.stringify([
        ...['sources', 'cues', 'contents'].map((role) => each[role].map((id) => from.spans.find((span) => span.id === id))
            .map((span) => [span.label, span.at])), each.attributes])).sort();
    assert.deepEqual(shape(made), shape(set));
    t.diagnostic(`${hand.actions} actions for ${set.attributions.length} attributions`);
    assert.ok(hand.actions <= 6 * set.attributions.length, `${hand.actions}`);
    await desk.close();
});
