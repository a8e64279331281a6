#pragma once

#include <stdexcept>
#include <string>

// Files for the command line. Errors are exceptions whose text is a sentence with the file's name.
namespace glossator::cli {

struct FileError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// The whole of a file, or of standard input for "-".
std::string read_file(const std::string& name);

// Writes a file whole or not at all: what was there stays until all is written. "-" is standard output.
void write_file(const std::string& name, const std::string& bytes);

// Makes the folder if it isn't there.
void make_folder(const std::string& name);
bool is_folder(const std::string& name);

}  // namespace glossator::cli
