#include <cstddef>

// Emscripten's own is a loop over bytes; a file of 40 MB is cleared in a tenth of the time by the one instruction that
// WebAssembly has for it.
extern "C" void* memset(void* bytes, int value, size_t size)
{
    return __builtin_memset(bytes, value, size);
}
