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

InputBytes::InputBytes(const std::string& name)
    : name_(name), in_(name == "-" ? std::cin : static_cast<std::istream&>(file_))
{
    if (name == "-") return;
    if (is_folder(name)) refuse(name, "can't be read", "it is a folder");
    errno = 0;
    file_.open(name, std::ios::binary);
    if (!file_) refuse(name, "can't be read", last_error());
}

bool InputBytes::read_more(std::string& out)
{
    constexpr size_t kBlock = 1u << 18;
    const size_t was = out.size();
    out.resize(was + kBlock);
    errno = 0;
    in_.read(out.data() + was, kBlock);
    const auto got = static_cast<size_t>(in_.gcount());
    out.resize(was + got);
    bytes_read_ += got;
    if (in_.bad()) refuse(name_ == "-" ? "standard input" : name_, "can't be read", last_error());
    return got > 0;
}

PeekedInput::PeekedInput() : rest_(std::cin.rdbuf()), head_(1u << 16, '\0')
{
    head_.resize(static_cast<size_t>(rest_->sgetn(head_.data(), static_cast<std::streamsize>(head_.size()))));
    setg(head_.data(), head_.data(), head_.data() + head_.size());
    std::cin.rdbuf(this);
}

PeekedInput::int_type PeekedInput::underflow()
{
    block_.resize(1u << 16);
    block_.resize(static_cast<size_t>(rest_->sgetn(block_.data(), static_cast<std::streamsize>(block_.size()))));
    setg(block_.data(), block_.data(), block_.data() + block_.size());
    return block_.empty() ? traits_type::eof() : traits_type::to_int_type(block_.front());
}

std::optional<size_t> size_of_file(const std::string& name)
{
    std::error_code error;
    const auto size = fs::is_regular_file(name, error) ? fs::file_size(name, error) : 0;
    return error || size == 0 ? std::nullopt : std::optional<size_t>(size);
}

void write_file(const std::string& name, const std::string& bytes)
{
    OutputFile out(name);
    out.write(bytes);
    out.finish();
}

OutputFile::OutputFile(std::string name) : name_(std::move(name))
{
    if (name_ == "-") return;
    std::error_code ignored;
    const bool takes_what_comes = fs::exists(name_, ignored) && !fs::is_regular_file(name_, ignored);
    if (!takes_what_comes) {
        target_ = fs::is_symlink(name_, ignored) ? fs::canonical(name_, ignored).string() : name_;
        part_ = target_ + ".part";
    }
    errno = 0;
    out_.open(takes_what_comes ? name_ : part_, std::ios::binary | std::ios::trunc);
    if (!out_) refuse(name_, "can't be written", last_error());
}

OutputFile::~OutputFile()
{
    if (part_.empty()) return;
    out_.close();
    std::error_code ignored;
    fs::remove(part_, ignored);
}

void OutputFile::write(const std::string& bytes)
{
    std::ostream& out = name_ == "-" ? std::cout : static_cast<std::ostream&>(out_);
    errno = 0;
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!out)
        refuse(name_ == "-" ? "standard output" : name_, "can't be written", errno ? last_error() : "it was closed");
}

void OutputFile::finish()
{
    if (name_ == "-") {
        if (!std::cout.flush()) refuse("standard output", "can't be written", "it was closed");
        return;
    }
    out_.close();
    if (!out_) refuse(name_, "can't be written", last_error());
    if (part_.empty()) return;
    std::error_code error;
    fs::rename(part_, target_, error);
    if (error) refuse(name_, "can't be written", error.message());
    part_.clear();
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
