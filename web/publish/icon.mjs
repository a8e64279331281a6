// The tool's icon, said once as rounded boxes on a square of 64, and written as SVG and as PNG of any size.
import { deflateSync } from 'node:zlib';

const kSide = 64, kCut = 0.9;
// x, y, width, height, radius, colour. A page with three lines of text, of which one is marked.
const ground = [0, 0, 64, 64, 14, '#2b5fab'];
const drawing = [
    [15, 10, 34, 44, 4, '#fbfaf7'],
    [21, 18, 22, 3, 1.5, '#9aa0a6'],
    [19, 26, 20, 10, 2, '#f6dcc4'],
    [21, 29, 16, 3, 1.5, '#1f2328'],
    [19, 35, 20, 2, 0, '#d95f02'],
    [21, 43, 22, 3, 1.5, '#9aa0a6'],
];

export const svgIcon = () => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${kSide} ${kSide}">${
    [ground, ...drawing].map(([x, y, width, height, radius, color]) =>
        `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${color}"/>`).join('')}</svg>\n`;

const bytesOf = (color) => [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));

// How much of the pixel around (px, py) lies in the box: from its distance to the border, `scale` pixels to the unit.
function coverage([x, y, width, height, radius], px, py, scale)
{
    const dx = Math.abs(px - x - width / 2) - width / 2 + radius, dy = Math.abs(py - y - height / 2) - height / 2 + radius;
    const distance = Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - radius;
    return Math.min(1, Math.max(0, 0.5 - distance * scale));
}

// A square of `size` pixels; `full` without round corners, and smaller inside, for systems that cut icons to a shape of their own.
export function pngIcon(size, full = false)
{
    const boxes = full ? [[-1, -1, 66, 66, 0, ground[5]], ...drawing.map(([x, y, w, h, r, color]) => [...[x, y].map((at) => 32 + (at - 32) * kCut), w * kCut, h * kCut, r * kCut, color])]
        : [ground, ...drawing];
    const scale = size / kSide, rows = Buffer.alloc(size * (1 + 4 * size));
    for (let row = 0; row < size; ++row) {
        for (let column = 0; column < size; ++column) {
            const pixel = [0, 0, 0, 0];  // premultiplied
            for (const box of boxes) {
                const share = coverage(box, (column + 0.5) / scale, (row + 0.5) / scale, scale);
                const color = [...bytesOf(box[5]), 255];
                color.forEach((value, i) => { pixel[i] = value * share + pixel[i] * (1 - share); });
            }
            const at = row * (1 + 4 * size) + 1 + 4 * column;
            pixel.forEach((value, i) => { rows[at + i] = Math.round(i === 3 || pixel[3] === 0 ? value : value * 255 / pixel[3]); });
        }
    }
    const header = Buffer.alloc(13);
    header.writeUInt32BE(size, 0);
    header.writeUInt32BE(size, 4);
    header.set([8, 6], 8);  // eight bits, with alpha
    return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(name, data)
{
    const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc32(body), body.length + 4);
    return out;
}

function crc32(bytes)
{
    let crc = ~0;
    for (const byte of bytes) {
        crc ^= byte;
        for (let bit = 0; bit < 8; ++bit) crc = crc & 1 ? crc >>> 1 ^ 0xEDB88320 : crc >>> 1;
    }
    return ~crc >>> 0;
}
