// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sqlite.h"
#include "engine/temp_folder.h"

#include <doctest/doctest.h>

using namespace onsa;
using namespace onsa::engine;
using onsa::test::TempFolder;

namespace {

int countOf(Database &database, const std::string &table)
{
    auto rows = database.query("SELECT count(*) FROM " + table);
    REQUIRE(rows);
    REQUIRE(*rows->step());
    return static_cast<int>(rows->integer(0));
}

} // namespace

TEST_CASE("sqlite: values come back as they were bound")
{
    const TempFolder folder;
    auto database = Database::open(folder.path() / "a.db");
    REQUIRE(database);
    REQUIRE(database->runScript("CREATE TABLE t (a, b, c, d, e)"));
    const std::string withNul("x\0y", 3);
    REQUIRE(database->execute("INSERT INTO t VALUES (?,?,?,?,?)", 7, 0.5, withNul, std::optional<double>(), ""));
    auto row = database->query("SELECT * FROM t");
    REQUIRE(row);
    REQUIRE(*row->step());
    CHECK(row->integer(0) == 7);
    CHECK(row->real(1) == 0.5);
    CHECK(row->text(2) == withNul);
    CHECK(row->isNull(3));
    CHECK_FALSE(row->maybeReal(3));
    CHECK(row->maybeText(4) == "");
    CHECK_FALSE(*row->step());
}

TEST_CASE("sqlite: what was not committed is not there")
{
    const TempFolder folder;
    auto database = Database::open(folder.path() / "a.db");
    REQUIRE(database);
    REQUIRE(database->runScript("CREATE TABLE t (a)"));
    {
        auto transaction = Transaction::begin(*database);
        REQUIRE(transaction);
        REQUIRE(database->execute("INSERT INTO t VALUES (1)"));
    }
    CHECK(countOf(*database, "t") == 0);
    {
        auto outer = Transaction::begin(*database);
        {
            auto inner = Transaction::begin(*database);
            REQUIRE(database->execute("INSERT INTO t VALUES (1)"));
            REQUIRE(inner->commit());
        }
        CHECK(database->inTransaction());
    }
    CHECK(countOf(*database, "t") == 0);
    auto whole = Transaction::begin(*database);
    REQUIRE(database->execute("INSERT INTO t VALUES (1)"));
    REQUIRE(whole->commit());
    CHECK(countOf(*database, "t") == 1);
}

TEST_CASE("sqlite: failures have their kind")
{
    const TempFolder folder;
    SUBCASE("a file that is no database")
    {
        onsa::test::writeFile(folder.path() / "a.db", std::string(5000, 'x'));
        const auto database = Database::open(folder.path() / "a.db");
        REQUIRE_FALSE(database);
        CHECK(database.error().kind == ErrorKind::Corrupt);
    }
    SUBCASE("a folder that is not there")
    {
        const auto database = Database::open(folder.path() / "no" / "a.db");
        REQUIRE_FALSE(database);
        CHECK(database.error().kind == ErrorKind::Io);
    }
    SUBCASE("a full disk")
    {
        auto database = Database::open(folder.path() / "a.db");
        REQUIRE(database->runScript("CREATE TABLE t (a); PRAGMA max_page_count = 4;"));
        const auto inserted = database->execute("INSERT INTO t VALUES (?)", std::string(100000, 'x'));
        REQUIRE_FALSE(inserted);
        CHECK(inserted.error().kind == ErrorKind::DiskFull);
        CHECK(countOf(*database, "t") == 0);
    }
    SUBCASE("a wrong statement")
    {
        auto database = Database::open(folder.path() / "a.db");
        const auto rows = database->query("SELECT nothing FROM nowhere");
        REQUIRE_FALSE(rows);
        CHECK(rows.error().kind == ErrorKind::Internal);
    }
}
