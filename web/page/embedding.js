// @ts-check
// window.glossator for the page around this one, by messages (docs/embedding.md): only for the origins that the owner of this page names in
// its <meta name="glossator-embed">. Nobody else gets an answer.
{
    const named = document.querySelector('meta[name=glossator-embed]')?.['content'] ?? '';
    const origins = new Set(String(named).split(/[\s,]+/).filter((origin) => /^https?:\/\/[^/*]+$/.test(origin)));
    const tool = window['glossator'];

    /** @param {MessageEvent} event */
    async function answer({ data, origin, source }) {
        const { glossator, call, args = [] } = data;
        const reply = (/** @type {object} */ outcome) => source.postMessage({ glossator, ...outcome }, { targetOrigin: origin });
        try {
            if (!Object.hasOwn(tool, call) || !Array.isArray(args)) throw new Error(`There is no call '${call}'; there are ${Object.keys(tool).join(', ')}.`);
            if (call === 'on') {  // its function can't come by message
                tool.on(args[0], (detail) => reply({ event: args[0], detail }));
                return reply({ value: null });
            }
            const member = tool[call];
            reply({ value: await (typeof member === 'function' ? member(...args) : member) });
        } catch (error) {
            reply({ error: error.message });
        }
    }

    const around = window.opener ?? window.parent;
    if (origins.size && around !== window) {
        addEventListener('message', (event) => {
            if (event.source === around && origins.has(event.origin) && event.data?.glossator !== undefined) answer(event);
        });
        // Whoever is around learns that calls are heard now, if it is named; the browser gives the message to nobody else.
        for (const origin of origins) around.postMessage({ glossator: null, event: 'ready' }, origin);
    }
}
