// What the tool writes keeps the published JSON Schema.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import { corpus, launch, noCorpus, root } from './desk.mjs';

let world;
let validate;
before(async () => {
    world = await launch();
    validate = new Ajv({ strict: false, allErrors: true, validateFormats: false })
        .compile(JSON.parse(readFileSync(join(root, 'docs/glossator.schema.json'), 'utf8')));
});
after(() => world?.close());

function assertValid(project)
{
    assert.ok(validate(project), JSON.stringify(validate.errors?.slice(0, 5), null, 1));
}

test('the sample, as project() gives it', async () => {
    const desk = await world.desk({ query: '?sample' });
    await desk.settled();
    assertValid(await desk.project());
    await desk.close();
});

test('a new project with a text and with every kind of record', async () => {
    const desk = await world.desk();
    assertValid(await desk.project());
    await desk.call('open', [{ name: 'a.txt', data: '\uFEFFIlse said \u{1F6A2} “so”.\r\n' }]);
    await desk.call('command', 'span.create', { label: 'PERSON', at: [[0, 4]] });
    await desk.call('command', 'entity.create', { name: 'Ilse', type: 'PERSON' });
    await desk.call('command', 'claim.create', { text: 'So.' });
    assertValid(await desk.project());
    assertValid(JSON.parse(await desk.exported()));
    await desk.close();
});

test('the gold file', { skip: noCorpus }, async () => {
    assert.ok(existsSync(join(corpus, 'gold.glossator.json')));
    const desk = await world.desk();
    const data = readFileSync(join(corpus, 'gold.glossator.json'), 'utf8');
    await desk.call('open', [{ name: 'gold.glossator.json', data }], { mode: 'replace' });
    assertValid(await desk.project());
    await desk.close();
});
