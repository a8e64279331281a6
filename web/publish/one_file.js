// @ts-check
// In the page that is one file: its other files stand in it as elements, compressed and in base64. Before everything else.
var glossatorInside = (() => {
    const kTypes = { wasm: 'application/wasm', json: 'application/json' };

    /** @param {string} base64 */
    function bytesOf(base64) {
        const characters = atob(base64), bytes = new Uint8Array(characters.length);
        for (let i = 0; i < bytes.length; ++i) bytes[i] = characters.charCodeAt(i);
        return bytes;
    }

    /** The file as if it had been fetched; null if it isn't in here. @param {string} path @returns {Response | null} */
    return (path) => {
        const element = document.getElementById(`file:${path}`);
        if (!element) return null;
        const gzip = bytesOf(element.textContent);
        if (!path.startsWith('languages/')) element.remove();  // it is asked for once
        const body = 'DecompressionStream' in window ? new Blob([gzip]).stream().pipeThrough(new window['DecompressionStream']('gzip')) : inflateGzip(gzip);
        return new Response(body, { headers: { 'content-type': kTypes[path.split('.').pop()] ?? 'application/octet-stream' } });
    };
})();
