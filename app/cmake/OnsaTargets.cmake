# One place for what every target shares: language, warnings, sanitizers, output folders; and the two functions that
# make a target of a folder. A folder is a target and a layer: what it may include is what it links.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

find_program(ONSA_CCACHE ccache)
if(ONSA_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${ONSA_CCACHE}")
endif()
find_program(ONSA_MOLD mold)
if(ONSA_MOLD)
    add_link_options(-fuse-ld=mold)
endif()

add_library(onsa_options INTERFACE)
target_compile_options(onsa_options INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # Both warn of code that is right when GCC 12 inlines std::string and std::optional (GCC bugs 105651, 105562).
    target_compile_options(onsa_options INTERFACE -Wno-restrict -Wno-maybe-uninitialized)
    if(ONSA_SANITIZE)
        # And with the sanitizers' calls in between it sees std::string's own buffer overrun (GCC bug 105329); the release
        # build keeps this warning.
        target_compile_options(onsa_options INTERFACE -Wno-array-bounds -Wno-stringop-overflow)
    endif()
endif()
target_include_directories(onsa_options INTERFACE "${CMAKE_SOURCE_DIR}/app")
target_compile_definitions(onsa_options INTERFACE QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_FOREACH
                                                  QT_NO_KEYWORDS)
if(ONSA_SANITIZE)
    add_compile_options(-fsanitize=${ONSA_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${ONSA_SANITIZE})
endif()
# What the tests themselves consist of. Their checks expand to so much code that half of a sanitizer build went into
# optimising and instrumenting it; what they test is built in full.
add_library(onsa_test_options INTERFACE)
target_link_libraries(onsa_test_options INTERFACE onsa_options)
if(ONSA_SANITIZE)
    target_compile_options(onsa_test_options INTERFACE -O0 -fno-sanitize=undefined)
endif()

# onsa_library(NAME PUBLIC_LIBS … PRIVATE_LIBS … [FOLDERS …]): the sources of the current folder (and FOLDERS).
function(onsa_library name)
    cmake_parse_arguments(ARG "QT" "" "PUBLIC_LIBS;PRIVATE_LIBS;FOLDERS;PCH" ${ARGN})
    set(patterns "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp" "${CMAKE_CURRENT_SOURCE_DIR}/*.h")
    foreach(folder IN LISTS ARG_FOLDERS)
        list(APPEND patterns "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.cpp" "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.h")
    endforeach()
    file(GLOB sources CONFIGURE_DEPENDS ${patterns})
    list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
    add_library(${name} STATIC ${sources})
    set_target_properties(${name} PROPERTIES LINKER_LANGUAGE CXX)
    target_link_libraries(${name} PUBLIC ${ARG_PUBLIC_LIBS} onsa_options PRIVATE ${ARG_PRIVATE_LIBS})
    if(ARG_QT)
        set_target_properties(${name} PROPERTIES AUTOMOC ON)
    endif()
    if(ARG_PCH)
        target_precompile_headers(${name} PRIVATE ${ARG_PCH})
    endif()
endfunction()

# Which tests also run under the thread sanitizer: what more than one thread works on.
add_custom_target(thread_tests)
function(onsa_label folder short target)
    set(labels quick)
    if("${folder}.${short}" MATCHES "^(core|dataset|system)\\.|^engine\\.(store|job_runner|pool)$")
        list(APPEND labels threads)
        add_dependencies(thread_tests ${target})
    endif()
    set_tests_properties(${folder}.${short} PROPERTIES LABELS "${labels}")
endfunction()

# onsa_tests(FOLDER LIBS…): every tst_*.cpp of the current folder, in one doctest program; one ctest entry a file.
function(onsa_tests folder)
    file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/tst_*.cpp")
    if(NOT sources)
        return()
    endif()
    add_executable(test_${folder} ${sources} "${CMAKE_SOURCE_DIR}/tests/support/doctest_main.cpp")
    target_link_libraries(test_${folder} PRIVATE ${ARGN} onsa_test_options)
    target_compile_definitions(test_${folder} PRIVATE ONSA_TEST_DATA="${CMAKE_SOURCE_DIR}/tests/data"
                                                      ONSA_SOURCE="${CMAKE_SOURCE_DIR}")
    target_include_directories(test_${folder} PRIVATE "${CMAKE_SOURCE_DIR}/tests")
    target_precompile_headers(test_${folder} PRIVATE <doctest/doctest.h> <string> <vector>)
    foreach(source IN LISTS sources)
        get_filename_component(stem "${source}" NAME_WE)
        string(REGEX REPLACE "^tst_" "" short "${stem}")
        add_test(NAME ${folder}.${short} COMMAND test_${folder} --source-file=*${stem}.cpp --no-skip=true)
        onsa_label(${folder} ${short} test_${folder})
    endforeach()
endfunction()

# onsa_qt_tests(FOLDER LIBS…): every tst_*.cpp of the current folder is a QtTest program of its own, offscreen.
function(onsa_qt_tests folder)
    # Widgets, fonts and the display libraries keep what they allocate once; everything else must not leak.
    set(leaks "ASAN_OPTIONS=detect_leaks=1")
    if(folder STREQUAL "ui")
        set(leaks "ASAN_OPTIONS=detect_leaks=0")
    endif()
    # Debian's Qt is not built for the thread sanitizer; the file says what is left out, decision 0009 why.
    set(races "TSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/support/tsan.supp")
    file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/tst_*.cpp")
    foreach(source IN LISTS sources)
        get_filename_component(stem "${source}" NAME_WE)
        string(REGEX REPLACE "^tst_" "" short "${stem}")
        add_executable(${folder}_${stem} ${source})
        set_target_properties(${folder}_${stem} PROPERTIES AUTOMOC ON)
        target_link_libraries(${folder}_${stem} PRIVATE ${ARGN} Qt6::Test onsa_test_options)
        target_compile_definitions(${folder}_${stem} PRIVATE ONSA_TEST_DATA="${CMAKE_SOURCE_DIR}/tests/data"
                                                             ONSA_SOURCE="${CMAKE_SOURCE_DIR}"
                                                             ONSA_BIN="${CMAKE_BINARY_DIR}/bin")
        target_include_directories(${folder}_${stem} PRIVATE "${CMAKE_SOURCE_DIR}/tests" "${CMAKE_SOURCE_DIR}")
        add_test(NAME ${folder}.${short} COMMAND ${folder}_${stem})
        # Only the limit of the whole program ends what hangs: a sweep under a sanitizer is slow.
        set_tests_properties(${folder}.${short} PROPERTIES TIMEOUT 1200
            ENVIRONMENT "QT_QPA_PLATFORM=offscreen;QTEST_FUNCTION_TIMEOUT=3600000;ONSA_RESOURCES=${CMAKE_SOURCE_DIR}/resources;${leaks};${races}")
        onsa_label(${folder} ${short} ${folder}_${stem})
    endforeach()
endfunction()
