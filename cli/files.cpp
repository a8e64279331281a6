#include "cli/files.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <system_error>

#include "core/io/formats.h"

namespace glossator::cli {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void refuse(const std::string& name, const std::string& what, const std::string& why)
{
    throw FileError(name + ": " + what + ": " + why);
}

std::string last_error()
{
    return std::strerror(errno);
}

std::string read_all(std::istream& in)
{
    std::string bytes;
    std::string block(1 << 16, '\0');
    while (bytes.size() <= kMaxFileBytes && in.read(block.data(), static_cast<std::streamsize>(block.size())),
           in.gcount() > 0)
        bytes.append(block, 0, static_cast<size_t>(in.gcount()));
    return bytes;
}

void write_all(const std::string& name, const fs::path& path, const std::string& bytes)
{
    errno = 0;
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out) refuse(name, "can't be written", last_error());
}

}  // namespace

std::string read_file(const std::string& name)
{
    if (name == "-") return read_all(std::cin);
    if (is_folder(name)) refuse(name, "can't be read", "it is a folder");
    errno = 0;
    std::ifstream in(name, std::ios::binary);
    if (!in) refuse(name, "can't be read", last_error());
    std::string bytes = read_all(in);
    if (in.bad()) refuse(name, "can't be read", last_error());
    return bytes;
}

void write_file(const std::string& name, const std::string& bytes)
{
    if (name == "-") {
        std::cout.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        if (!std::cout.flush()) refuse("standard output", "can't be written", "it was closed");
        return;
    }
    std::error_code ignored;
    if (fs::exists(name, ignored) && !fs::is_regular_file(name, ignored))
        return write_all(name, name, bytes);  // a pipe or device
    const fs::path target = fs::is_symlink(name, ignored) ? fs::canonical(name) : fs::path(name);
    const fs::path beside = target.string() + ".part";
    try {
        write_all(name, beside, bytes);
        fs::rename(beside, target);
    } catch (const fs::filesystem_error& error) {
        fs::remove(beside, ignored);
        refuse(name, "can't be written", error.code().message());
    } catch (...) {
        fs::remove(beside, ignored);
        throw;
    }
}

void make_folder(const std::string& name)
{
    std::error_code error;
    fs::create_directories(name, error);
    if (!is_folder(name))
        refuse(name, "can't be made a folder", error ? error.message() : "there is a file of that name");
}

bool is_folder(const std::string& name)
{
    std::error_code ignored;
    return fs::is_directory(name, ignored);
}

}  // namespace glossator::cli
