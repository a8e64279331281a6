// What the first part of the page exports for the second, in the order of what it stands for and with names in that order: so the list
// packs a third smaller. wasm-split names it as it finds it.
//
// node order_exports.mjs FIRST.wasm SECOND.wasm: both are written anew.
import { readFileSync, writeFileSync } from 'node:fs';

const kImports = 2, kExports = 7, kHeader = 8, kPrefix = '%';
const kLetters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_';

// Reads what WebAssembly's binary format is made of (webassembly.github.io/spec/core/binary), from `at` on.
class Reader {
    constructor(bytes, at = 0) { Object.assign(this, { bytes, at }); }
    byte() { return this.bytes[this.at++]; }
    number() {
        let out = 0, byte, shift = 0;
        do {
            byte = this.byte();
            out += (byte & 0x7F) * 2 ** shift;
            shift += 7;
        } while (byte & 0x80);
        return out;
    }
    take(size) { return this.bytes.subarray(this.at, this.at += size); }
    name() { return this.take(this.number()).toString(); }
    limits() { for (let numbers = this.byte() & 1 ? 2 : 1; numbers > 0; --numbers) this.number(); }
    // What an import says of its type, passed over.
    type(kind) {
        if (kind === 0) return void this.number();
        if (kind === 2) return this.limits();
        this.byte();  // of elements, or of the value
        if (kind === 1) this.limits();
        else this.byte();
    }
}

function number(value)
{
    const out = [];
    for (; value > 0x7F; value = Math.floor(value / 0x80)) out.push(value % 0x80 | 0x80);
    return Buffer.from([...out, value]);
}
const named = (name) => Buffer.concat([number(Buffer.byteLength(name)), Buffer.from(name)]);

// The module with the body of one section made anew.
function withSection(bytes, which, change)
{
    const out = [bytes.subarray(0, kHeader)];
    for (const reader = new Reader(bytes, kHeader); reader.at < bytes.length;) {
        const section = reader.byte(), body = reader.take(reader.number());
        const made = section === which ? change(new Reader(body)) : body;
        out.push(Buffer.from([section]), number(made.length), made);
    }
    return Buffer.concat(out);
}

const [first, second] = process.argv.slice(2);
const names = new Map();

writeFileSync(first, withSection(readFileSync(first), kExports, (reader) => {
    const all = Array.from({ length: reader.number() }, () => ({ name: reader.name(), kind: reader.byte(), index: reader.number() }));
    const ours = all.filter(({ name }) => name.startsWith(kPrefix)).sort((a, b) => a.kind - b.kind || a.index - b.index);
    const base = kLetters.length;
    ours.forEach((each, i) => {
        const name = kPrefix + kLetters[Math.floor(i / base) % base] + kLetters[i % base] + (i < base ** 2 ? '' : Math.floor(i / base ** 2));
        names.set(each.name, name);
        each.name = name;
    });
    const ordered = [...all.filter((each) => !ours.includes(each)), ...ours];
    return Buffer.concat([number(all.length), ...ordered.flatMap(({ name, kind, index }) => [named(name), Buffer.from([kind]), number(index)])]);
}));

writeFileSync(second, withSection(readFileSync(second), kImports, (reader) => {
    const out = [], count = reader.number();
    for (let i = 0; i < count; ++i) {
        const module = reader.name(), name = reader.name(), kind = reader.byte(), from = reader.at;
        reader.type(kind);
        if (name.startsWith(kPrefix) && !names.has(name)) throw new Error(`The second part asks for ${name}, which the first doesn't have.`);
        out.push(named(module), named(names.get(name) ?? name), Buffer.from([kind]), reader.bytes.subarray(from, reader.at));
    }
    return Buffer.concat([number(count), ...out]);
}));
