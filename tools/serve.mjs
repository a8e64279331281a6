// Serves a folder to this machine alone: node tools/serve.mjs FOLDER PORT
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const types = {
    '.css': 'text/css', '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
    '.json': 'application/json', '.jsonl': 'application/jsonl', '.md': 'text/plain; charset=utf-8',
    '.mjs': 'text/javascript; charset=utf-8', '.otf': 'font/otf', '.png': 'image/png', '.svg': 'image/svg+xml',
    '.ttf': 'font/ttf', '.txt': 'text/plain; charset=utf-8', '.wasm': 'application/wasm',
    '.webmanifest': 'application/manifest+json',
};

const [folder, port] = process.argv.slice(2);

async function answer(request, response)
{
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    let file = join(folder, normalize(path));  // normalize takes out every '..' of an absolute path
    let found = await stat(file).catch(() => null);
    if (found?.isDirectory()) {
        file = join(file, 'index.html');
        found = await stat(file).catch(() => null);
    }
    if (!found?.isFile()) {
        response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found\n');
        return;
    }
    response.writeHead(200, {
        'content-type': types[extname(file)] ?? 'application/octet-stream',
        'content-length': found.size,
        'cache-control': 'no-cache',
        'last-modified': found.mtime.toUTCString(),
    });
    if (request.method === 'HEAD') response.end();
    else createReadStream(file).on('error', () => response.destroy()).pipe(response);
}

const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(400).end());
});
server.on('error', (error) => {
    console.error(error.code === 'EADDRINUSE' ? `Port ${port} is in use. Choose another with --port.` : error.message);
    process.exit(1);
});
server.listen(Number(port), '127.0.0.1', () => {
    console.log(`Glossator is at http://127.0.0.1:${server.address().port}/?sample (stop with Ctrl+C)`);
});
