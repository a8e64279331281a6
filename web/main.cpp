#include "web/page.h"

int main()
{
    static glossator::Page page;  // outlives main(): the browser calls back into it
    page.start();
}
