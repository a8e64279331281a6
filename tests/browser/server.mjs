// Serves a folder below a path of its own, as a site would that holds other things too.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { createGzip } from 'node:zlib';

const types = {
    '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.json': 'application/json',
    '.otf': 'font/otf', '.ttf': 'font/ttf', '.txt': 'text/plain; charset=utf-8', '.wasm': 'application/wasm',
    '.png': 'image/png', '.svg': 'image/svg+xml', '.webmanifest': 'application/manifest+json',
};
const compressed = new Set(['.html', '.js', '.json', '.wasm']);

// `folders` maps a path ("/tools/glossator/") to a folder; a browser may keep what lies below /cached/. Resolves to { url(path), close() }.
export async function serve(folders)
{
    const server = createServer(async (request, response) => {
        const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
        const prefix = Object.keys(folders).find((each) => path.startsWith(each));
        const file = prefix && join(folders[prefix], normalize('/' + (path.slice(prefix.length) || 'index.html')));
        const found = file && await stat(file).catch(() => null);
        if (!found?.isFile()) return response.writeHead(404).end('Not found\n');
        const type = extname(file);
        const headers = { 'content-type': types[type] ?? 'application/octet-stream', 'cache-control': prefix === '/cached/' ? 'max-age=3600' : 'no-cache' };
        if (compressed.has(type)) {
            response.writeHead(200, { ...headers, 'content-encoding': 'gzip' });
            createReadStream(file).pipe(createGzip()).pipe(response);
        } else {
            response.writeHead(200, { ...headers, 'content-length': found.size });
            createReadStream(file).pipe(response);
        }
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${server.address().port}`;
    return {
        origin,
        url: (path = '/tools/glossator/') => origin + path,
        close: () => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); }),
    };
}
