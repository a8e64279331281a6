// A person who makes the gold annotation of an article anew, with the mouse and the keyboard only, and counts what they do: a click, a
// double click, a drag and a key press are one action each. What they would read on the screen is asked of the tool.
import { slice } from './desk.mjs';

// The gold project as it is before anyone has worked on `document`: without its spans, and without entities and claims that no other article has.
export function withoutAnnotation(gold, document)
{
    const sets = gold.sets.map((set) => set.document === document ? { ...set, spans: [], relations: [], attributions: [] } : set);
    const spans = sets.flatMap((set) => set.spans);
    const entities = gold.entities.filter(({ id }) => spans.some(({ entity }) => entity === id));
    const claims = gold.claims.filter(({ id }) => spans.some(({ claim }) => claim?.id === id));
    return { ...gold, sets, entities, claims };
}

// At most so many actions on average: for a mention with its label and entity, an attribution, a claim's link to another article's.
export const kActions = { mention: 2, attribution: 6, link: 2 };

const samePlace = (a, b) => JSON.stringify(a.at) === JSON.stringify(b.at);
const isSame = (a, b) => a.label === b.label && samePlace(a, b);

export class Hand {
    // `set` is the gold's, `desk` shows its article without annotation.
    constructor(desk, gold, set)
    {
        Object.assign(this, { desk, gold, set, document: set.document, entities: new Map(), counts: new Map() });
        this.text = gold.documents.find(({ id }) => id === set.document).text;
        this.keys = new Map(gold.schema.labels.map(({ id, key }) => [id, key]));
        this.layers = new Map(gold.schema.labels.map(({ id, layer }) => [id, layer]));
    }

    // Everything in the order of work. Returns actions by what they were for: `mention`, `link`, `attribution`, …
    async rebuild()
    {
        await this.mentions();
        for (const span of this.set.spans) {
            if (this.layers.get(span.label) === 'claim') await this.claim(span);
            else if (['Quote', 'Zone'].includes(span.label)) await this.plain(span);
        }
        for (const attribution of inOrder(this.set.attributions)) await this.attribution(attribution);
        await this.attributes();
        await this.names();
        return this.counts;
    }

    // Runs `work`, whose actions are counted as `kind`, for one more of its kind.
    async doing(kind, work)
    {
        const count = this.counts.get(kind) ?? { times: 0, actions: 0 };
        this.counts.set(kind, count);
        this.counting = count;
        ++count.times;
        await work();
    }

    async press(key, times = 1)
    {
        for (let i = 0; i < times; ++i) {
            ++this.counting.actions;
            await this.desk.press(key);
        }
    }
    async click(name)
    {
        ++this.counting.actions;
        await this.turnTo(name);
        await this.desk.click(name);
    }
    // The inspector is turned by the wheel until it shows the control.
    async turnTo(name)
    {
        for (const turn of [200, 200, 200, 200, -800, 0]) {
            if (!turn || !name.startsWith('inspector.') || (await this.desk.call('find', name)).length) return;
            const { x, y, width, height } = await this.desk.box('inspector');
            await this.desk.page.mouse.move(x + width / 2, y + height / 2);
            await this.desk.page.mouse.wheel(0, turn);
            await this.desk.settled();
        }
    }
    // Words at a time; what is typed into a field is one action.
    async type(text)
    {
        ++this.counting.actions;
        await this.desk.type(text);
    }
    async drag([start, end])
    {
        ++this.counting.actions;
        await this.desk.page.keyboard.down('Alt');  // exactly these letters
        await this.desk.drag(this.document, start, end);
        await this.desk.page.keyboard.up('Alt');
    }
    // A word by a double click, anything else by a drag.
    async select(range)
    {
        const [start, end] = range;
        const isWord = /^[\p{L}\p{N}]+$/u.test(slice(this.text, start, end)) &&
            !/[\p{L}\p{N}’'._@-]{2}/u.test(slice(this.text, start - 1, start) + slice(this.text, start, start + 1)) &&
            !/[\p{L}\p{N}’'._@-]{2}/u.test(slice(this.text, end - 1, end + 1));
        if (!isWord) return this.drag(range);
        ++this.counting.actions;
        await this.desk.doubleClick(this.document, start, end);
    }
    proposed() { return this.desk.call('command', 'proposal.list'); }
    spans()
    {
        return this.desk.page.evaluate((document) => window.glossator.project().sets.find((set) => set.document === document)?.spans ?? [],
            this.document);
    }
    entity(wanted)
    {
        return this.desk.page.evaluate((id) => window.glossator.project().entities.find((each) => each.id === id), wanted);
    }
    async made(gold) { return (await this.spans()).find((span) => isSame(span, gold)); }

    async mentions()
    {
        for (const span of this.set.spans.filter(({ entity }) => entity)) {
            await this.doing('mention', async () => {
                const there = await this.made(span);
                if (there?.entity && there.entity === this.entities.get(span.entity)) return;  // with others that are called so
                await this.mention(span);
                const { others } = await this.proposed();
                const alike = (at) => this.set.spans.some((each) => each.label === span.label && each.entity === span.entity &&
                    samePlace(each, { at: [at] }));
                if (others.length && others.every(alike)) await this.press('*');
            });
        }
    }

    async mention(span)
    {
        const { id: known, type } = await this.entity(this.entities.get(span.entity) ?? span.entity) ?? {};
        const whole = span.at.length === 1;
        await this.select(span.at[0]);
        const digit = (await this.proposed()).entities.indexOf(known) + 1;
        if (known && whole && digit && type === span.label) {
            await this.press(String(digit));
        } else if (!known && whole) {
            await this.press(`Shift+${this.keys.get(span.label).toUpperCase()}`);
        } else {
            await this.press(this.keys.get(span.label));
            for (const range of span.at.slice(1)) {
                await this.drag(range);
                await this.press('+');
            }
            await this.point(known);
        }
        this.entities.set(span.entity, (await this.made(span)).entity);
    }

    // The focused mention gets the entity, or a new one.
    async point(entity)
    {
        if (!entity) return this.press('0');
        const digit = (await this.proposed()).entities.indexOf(entity) + 1;
        if (digit) return this.press(String(digit));
        await this.click('inspector.entity');
        await this.type((await this.entity(entity)).name.slice(0, 12));
        await this.click(`inspector.entity=${entity}`);
    }

    async plain(span)
    {
        await this.doing('other span', async () => {
            await this.select(span.at[0]);
            await this.press(this.keys.get(span.label));
        });
    }

    async claim(span)
    {
        await this.doing('claim', async () => {
            await this.drag(span.at[0]);
            await this.press(this.keys.get(span.label));
            for (const range of span.at.slice(1)) {
                await this.drag(range);
                await this.press('+');
            }
        });
        if (!span.claim) return;
        await this.doing('link', async () => {
            const { claims } = await this.proposed();
            const place = claims.findIndex(({ claim }) => claim === span.claim.id);
            const relation = this.gold.schema.claim_relations.indexOf(span.claim.relation) + 1;
            if (place >= 0 && relation) {
                if (place > 0) await this.press(String(place + 1));
                return this.press(`Alt+${relation}`);
            }
            await this.click('inspector.claim');
            await this.type(this.gold.claims.find(({ id }) => id === span.claim.id).text.slice(0, 12));
            await this.click(`inspector.claim=${span.claim.id}`);
            if (!span.claim.relation) return;
            await this.click('inspector.claim.relation');
            await this.click(`inspector.claim.relation=${span.claim.relation}`);
        });
    }

    async attribution(gold)
    {
        const spans = Object.fromEntries(['sources', 'cues', 'contents']
            .map((role) => [role, gold[role].map((id) => this.set.spans.find((span) => span.id === id))]));
        const isCredit = !spans.contents.length;
        const about = (spans.contents[0] ?? spans.sources[0]).at[0];
        await this.doing('attribution', async () => {
            await this.drag(about);
            const guess = isCredit ? { ...spans, attributes: {} } : await this.desk.call('command', 'attribution.guess', { at: [about] });
            await this.press(isCredit ? 'Control+Shift+Enter' : 'a');
            for (const role of ['sources', 'cues', 'contents']) await this.fill(role, guess[role], spans[role]);
            for (const [digit, times] of attributeSteps(this.gold.schema, guess.attributes, gold.attributes))
                await this.press(String(digit), times);
            await this.press('Enter');
        });
    }

    async fill(role, guessed, wanted)
    {
        if (JSON.stringify(guessed.map(({ at }) => at)) === JSON.stringify(wanted.map(({ at }) => at))) return;
        ++this.counting.actions;
        const box = await this.desk.box(`proposal.${role}`);
        await this.desk.page.mouse.click(box.x + 20, box.y + 20);
        if (!wanted.length) await this.press('Delete');
        for (const [number, { at }] of wanted.entries()) {
            if (number) await this.desk.page.keyboard.down('Control'), await this.desk.page.keyboard.down('Shift');
            await this.drag(at[0]);
            if (number) await this.desk.page.keyboard.up('Control'), await this.desk.page.keyboard.up('Shift');
        }
    }

    // From span to span by Tab: what each is asked for, and its note.
    async attributes()
    {
        await this.desk.press('Escape', 'Escape', 'Escape', 'Control+Home');
        const spans = await this.spans();
        for (let i = 0; i < spans.length; ++i) {
            await this.desk.press('Tab');
            const { focused } = await this.desk.state();
            const now = spans.find(({ id }) => id === focused);
            const gold = this.set.spans.find((span) => isSame(span, now));
            if (!gold) throw new Error(`${now.label} “${now.quote}” is not in the gold.`);
            for (const [id, value] of Object.entries(gold.attributes))
                if (now.attributes[id] !== value) await this.doing('attribute', () => this.setAttribute(id, value));
            if (gold.note) await this.doing('note', () => this.write('inspector.note', gold.note));
        }
    }

    async setAttribute(id, value)
    {
        const field = `inspector.attribute:${id}`;
        const { type } = this.gold.schema.attributes.find((each) => each.id === id);
        if (type !== 'choice') return this.write(field, value);
        if (!(await this.desk.call('find', `${field}=${value}`)).length) await this.click(field);
        await this.click(`${field}=${value}`);
    }

    async write(field, text)
    {
        await this.click(field);
        await this.press('Control+a');
        await this.type(text);
        await this.press('Enter');
    }

    // New entities are called as the gold calls them, among all entities.
    async names()
    {
        await this.desk.press('F8');
        for (const [goldId, id] of this.entities) {
            const now = await this.entity(id);
            const wanted = this.gold.entities.find((entity) => entity.id === goldId);
            const fields = [['name', now.name, wanted.name], ['aliases', now.aliases.join('; '), wanted.aliases.join('; ')],
                ['note', now.note, wanted.note]].filter(([, is, shall]) => is !== shall);
            if (!fields.length) continue;
            await this.doing('entity', async () => {
                await this.click('entities.filter');
                await this.press('Control+a');
                await this.type(now.name);
                await this.click(`entity:${id}`);
                for (const [field, , text] of fields) await this.write(`entity.${field}`, text);
            });
        }
    }
}

// Parents before what stands in them.
function inOrder(attributions)
{
    const depth = ({ parent }) => parent ? 1 + depth(attributions.find(({ id }) => id === parent)) : 0;
    return [...attributions].sort((a, b) => depth(a) - depth(b));
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

// What the set says, without the ids that whoever makes a record gives it. `entities` and `claims` are the project's.
export function meaningOf({ entities }, set)
{
    const entity = new Map(entities.map(({ id, ...rest }) => [id, rest]));
    const span = new Map(set.spans.map((each) => [each.id, [each.label, each.at]]));
    const spans = set.spans.map(({ label, at, quote, attributes, note = '', claim, entity: of }) =>
        ({ label, at, quote, attributes, note, claim: claim ?? null, entity: entity.get(of) ?? null }));
    const roles = ['sources', 'cues', 'contents', 'addressees'];
    const attributions = set.attributions.map((each) => ({
        ...Object.fromEntries(roles.map((role) => [role, each[role].map((id) => span.get(id))])), attributes: each.attributes,
        parent: set.attributions.find(({ id }) => id === each.parent)?.contents.map((id) => span.get(id)) ?? null }));
    const sorted = (list) => list.map((each) => JSON.stringify(each, (_, value) => value && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1)) : value)).sort();
    return { spans: sorted(spans), attributions: sorted(attributions) };
}
