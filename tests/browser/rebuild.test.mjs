// The gold annotation of a real article made anew with real events only: every span, attribution, entity and claim is as in the gold, and what
// that costs in actions is within the aims.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { corpus, launch, noCorpus } from './desk.mjs';
import { Hand, kActions, meaningOf, withoutAnnotation } from './gold_hand.mjs';

let world;
before(async () => { world = await launch(); });
after(() => world?.close());

test('an article is annotated as the gold has it, within the aims for actions', { skip: noCorpus }, async (t) => {
    const gold = JSON.parse(readFileSync(join(corpus, 'gold.glossator.json'), 'utf8'));
    const set = gold.sets.find((each) => each.attributions.length === 10);
    const desk = await world.desk();
    const bare = JSON.stringify(withoutAnnotation(gold, set.document));
    await desk.call('open', [{ name: 'gold.glossator.json', data: bare }], { mode: 'replace' });
    await desk.settled();
    await desk.click(`document:${set.document}`);
    const counts = await new Hand(desk, gold, set).rebuild();
    const project = await desk.project();
    assert.deepEqual(meaningOf(project, project.sets.find(({ document }) => document === set.document)), meaningOf(gold, set));
    for (const [kind, { times, actions }] of counts) t.diagnostic(`${kind}: ${(actions / times).toFixed(2)} actions each, ${times} times`);
    for (const [kind, aim] of Object.entries(kActions)) {
        const { times, actions } = counts.get(kind);
        assert.ok(actions <= aim * times, `${actions} actions for ${times} of ${kind}`);
    }
    await desk.close();
});
