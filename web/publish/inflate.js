// @ts-check
// Reads gzip in browsers without DecompressionStream (RFC 1951, 1952), for the page in one file. Not quick, but short.
const inflateGzip = (() => {
    const kOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];  // of the lengths of lengths
    const lengthExtra = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
    const distanceExtra = Array.from({ length: 30 }, (_, i) => Math.max(0, (i >> 1) - 1));
    /** @param {number[]} extra @param {number} from */
    const bases = (extra, from) => extra.map((_, i) => extra.slice(0, i).reduce((sum, bits) => sum + (1 << bits), from));
    const lengthBase = [...bases(lengthExtra, 3).slice(0, -1), 258], distanceBase = bases(distanceExtra, 1);

    /** How many codes there are of each length, and what they mean, in their order. @param {number[]} lengths */
    function codesOf(lengths) {
        const counts = new Array(16).fill(0), symbols = [];
        for (let length = 1; length < 16; ++length) {
            lengths.forEach((each, symbol) => { if (each === length) symbols.push(symbol); });
            counts[length] = lengths.filter((each) => each === length).length;
        }
        return { counts, symbols };
    }
    const fixed = [codesOf(Array.from({ length: 288 }, (_, i) => i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8)), codesOf(new Array(30).fill(5))];

    /** @param {Uint8Array} bytes @param {number} at */
    function reader(bytes, at) {
        let held = 0, holds = 0;
        const bits = (/** @type {number} */ count) => {
            for (; holds < count; holds += 8) held |= bytes[at++] << holds;
            const value = held & (1 << count) - 1;
            held >>>= count;
            holds -= count;
            return value;
        };
        const symbol = ({ counts, symbols }) => {
            for (let length = 1, code = 0, first = 0, index = 0; length < 16; ++length) {
                code |= bits(1);
                if (code - first < counts[length]) return symbols[index + code - first];
                index += counts[length];
                first = first + counts[length] << 1;
                code <<= 1;
            }
            throw new Error('This file is damaged.');
        };
        /** A stretch that isn't compressed, after its size and the size's complement. */
        const plain = () => {
            held = holds = 0;
            const size = bytes[at] | bytes[at + 1] << 8;
            at += 4 + size;
            return bytes.subarray(at - size, at);
        };
        return { bits, symbol, plain };
    }

    /** The codes of a block, which are compressed by codes themselves. */
    function readCodes({ bits, symbol }) {
        const literals = bits(5) + 257, distances = bits(5) + 1, count = bits(4) + 4;
        const ordered = new Array(19).fill(0), lengths = [];
        for (let i = 0; i < count; ++i) ordered[kOrder[i]] = bits(3);
        const meaning = codesOf(ordered);
        while (lengths.length < literals + distances) {
            const next = symbol(meaning);
            const times = next < 16 ? 1 : next === 16 ? 3 + bits(2) : next === 17 ? 3 + bits(3) : 11 + bits(7);
            const length = next < 16 ? next : next === 16 ? lengths[lengths.length - 1] : 0;
            for (let i = 0; i < times; ++i) lengths.push(length);
        }
        return [codesOf(lengths.slice(0, literals)), codesOf(lengths.slice(literals))];
    }

    /** The header is ten bytes: no name, no comment. @param {Uint8Array} gzip */
    return (gzip) => {
        const { bits, symbol, plain } = reader(gzip, 10);
        const out = new Uint8Array(new DataView(gzip.buffer, gzip.byteOffset).getUint32(gzip.length - 4, true));
        let size = 0;
        for (let isLast = 0; !isLast;) {
            isLast = bits(1);
            const kind = bits(2);
            if (kind === 0) {
                const stretch = plain();
                out.set(stretch, size);
                size += stretch.length;
                continue;
            }
            const [literal, distance] = kind === 1 ? fixed : readCodes({ bits, symbol });
            for (let next = symbol(literal); next !== 256; next = symbol(literal)) {
                if (next < 256) {
                    out[size++] = next;
                    continue;
                }
                const length = lengthBase[next - 257] + bits(lengthExtra[next - 257]);
                const far = symbol(distance), back = distanceBase[far] + bits(distanceExtra[far]);
                for (let i = 0; i < length; ++i, ++size) out[size] = out[size - back];
            }
        }
        return out;
    };
})();
