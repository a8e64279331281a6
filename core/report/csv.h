#pragma once

// Where it was before the formats needed it too.
#include "core/base/csv.h"
