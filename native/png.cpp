#include "native/png.h"

#define STBI_WRITE_NO_STDIO
#define STB_IMAGE_WRITE_STATIC
#define STB_IMAGE_WRITE_IMPLEMENTATION
#include <stb_image_write.h>

#include "native/files.h"

namespace glossator {

Status write_png(const std::string& path, const std::vector<unsigned char>& pixels, int width, int height)
{
    std::string file;
    const auto append = [](void* out, void* bytes, int size) {
        static_cast<std::string*>(out)->append(static_cast<const char*>(bytes), static_cast<size_t>(size));
    };
    stbi_flip_vertically_on_write(1);
    stbi_write_png_to_func(append, &file, width, height, 3, pixels.data(), width * 3);
    return write_file(path, file);
}

}  // namespace glossator
