#pragma once

#include <fstream>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <streambuf>
#include <string>

// Files for the command line. Errors are exceptions whose text is a sentence with the file's name.
namespace glossator::cli {

struct FileError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// The whole of a file, or of standard input for "-".
std::string read_file(const std::string& name);

// A file, or standard input, that is read bit by bit.
class InputBytes {
public:
    explicit InputBytes(const std::string& name);
    // Appends the next bytes to `out`. False at the end.
    bool read_more(std::string& out);
    size_t bytes_read() const { return bytes_read_; }

private:
    std::string name_;
    std::ifstream file_;
    std::istream& in_;
    size_t bytes_read_ = 0;
};

// Lets standard input be looked at before it is read: as long as this lives, head() is read first from std::cin.
class PeekedInput : private std::streambuf {
public:
    PeekedInput();
    PeekedInput(const PeekedInput&) = delete;
    PeekedInput& operator=(const PeekedInput&) = delete;
    ~PeekedInput() override { std::cin.rdbuf(rest_); }
    const std::string& head() const { return head_; }  // up to 64 kB

private:
    int_type underflow() override;

    std::streambuf* rest_;
    std::string head_, block_;
};

// The size of a file; nothing if it has none, as a pipe.
std::optional<size_t> size_of_file(const std::string& name);

// Writes a file whole or not at all: what was there stays until all is written. "-" is standard output.
void write_file(const std::string& name, const std::string& bytes);

// A file that is written bit by bit, and is there whole once finish() was called, or not at all. "-" is standard
// output.
class OutputFile {
public:
    explicit OutputFile(std::string name);
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;
    ~OutputFile();  // without finish(): what was there stays
    void write(const std::string& bytes);
    void finish();

private:
    std::string name_;
    std::string target_;  // empty: standard output, or a pipe or device, which take what comes
    std::string part_;
    std::ofstream out_;
};

// Makes the folder if it isn't there.
void make_folder(const std::string& name);
bool is_folder(const std::string& name);

}  // namespace glossator::cli
