// SPDX-License-Identifier: GPL-3.0-or-later
// Both: with doctest.h already in the precompiled header, the second alone is looked at too late.
#define DOCTEST_CONFIG_IMPLEMENT
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>
