// SPDX-License-Identifier: GPL-3.0-or-later
// Keys and mouse as a person's reach the program: by the X server's XTEST extension, through window manager and focus.
// Each call returns when the program has taken the event, so that nothing depends on the time.
#pragma once

#include <QAbstractNativeEventFilter>
#include <QCoreApplication>
#include <QTest>
#include <QWidget>

#include <xcb/xcb.h>
#include <xcb/xtest.h>

#include <cstdlib>
#include <map>
#include <utility>

namespace onsa::tests {

// X key symbols that the tests use (X11/keysymdef.h); printable ASCII is its own symbol.
enum Key : xcb_keysym_t {
    Backspace = 0xff08,
    Tab = 0xff09,
    Return = 0xff0d,
    Escape = 0xff1b,
    Home = 0xff50,
    Left = 0xff51,
    Up = 0xff52,
    Right = 0xff53,
    Down = 0xff54,
    End = 0xff57,
    F1 = 0xffbe,
    F2 = 0xffbf,
    F6 = 0xffc3,
    F7 = 0xffc4,
    F9 = 0xffc6,
    F10 = 0xffc7,
    ShiftKey = 0xffe1,
    ControlKey = 0xffe3,
    AltKey = 0xffe9,
    Delete = 0xffff,
};

class RealInput : public QAbstractNativeEventFilter
{
public:
    RealInput()
        : m_x(xcb_connect(nullptr, nullptr))
        , m_root(xcb_setup_roots_iterator(xcb_get_setup(m_x)).data->root)
    {
        readKeyboard();
        QCoreApplication::instance()->installNativeEventFilter(this);
    }
    ~RealInput() override { xcb_disconnect(m_x); }

    // key(Ctrl, 's'): modifiers are held around the last one.
    template <class... More> void key(xcb_keysym_t first, More... more)
    {
        const std::initializer_list<xcb_keysym_t> all{first, xcb_keysym_t(more)...};
        press({all.begin(), all.end()});
    }
    void type(const QString &ascii)
    {
        for (const QChar c : ascii)
            press(c == u'\n' ? std::vector<xcb_keysym_t>{Return} : std::vector<xcb_keysym_t>{c.unicode()});
    }
    void click(QPoint global)
    {
        fake(XCB_MOTION_NOTIFY, 0, global);
        fake(XCB_BUTTON_PRESS, 1, {});
        const int before = m_releases;
        fake(XCB_BUTTON_RELEASE, 1, {});
        wait(before);
        ++m_clicks;
    }
    void click(const QWidget &widget) { click(widget.mapToGlobal(widget.rect().center())); }
    // Whether keys go to this window now: what the X server says, which Qt may be ahead of.
    bool hasKeyboard(const QWidget &window) const
    {
        auto *reply = xcb_get_input_focus_reply(m_x, xcb_get_input_focus(m_x), nullptr);
        const xcb_window_t focus = reply ? reply->focus : 0;
        free(reply);
        return focus == xcb_window_t(window.winId());
    }
    int clicks() const { return m_clicks; }
    int keys() const { return m_keys; }
    bool allArrived() const { return m_lost == 0; }

    bool nativeEventFilter(const QByteArray &type, void *message, qintptr *) override
    {
        if (type != "xcb_generic_event_t")
            return false;
        constexpr int xiButtonRelease = 5;
        const auto *event = static_cast<const xcb_generic_event_t *>(message);
        const int kind = event->response_type & 0x7f;
        if (kind == XCB_KEY_RELEASE || kind == XCB_BUTTON_RELEASE
            || (kind == XCB_GE_GENERIC
                && reinterpret_cast<const xcb_ge_generic_event_t *>(event)->event_type == xiButtonRelease))
            ++m_releases;
        return false;
    }

private:
    void readKeyboard()
    {
        const xcb_setup_t *setup = xcb_get_setup(m_x);
        const auto count = std::uint8_t(setup->max_keycode - setup->min_keycode + 1);
        auto *map =
            xcb_get_keyboard_mapping_reply(m_x, xcb_get_keyboard_mapping(m_x, setup->min_keycode, count), nullptr);
        const xcb_keysym_t *symbols = xcb_get_keyboard_mapping_keysyms(map);
        for (int code = count - 1; code >= 0; --code) // the first key that has a symbol wins
            for (int shifted = 1; shifted >= 0; --shifted)
                if (shifted < map->keysyms_per_keycode)
                    m_codes[symbols[code * map->keysyms_per_keycode + shifted]] = {
                        std::uint8_t(setup->min_keycode + code), shifted == 1};
        free(map);
    }
    void press(std::vector<xcb_keysym_t> keys)
    {
        const auto last = m_codes.find(keys.back());
        QVERIFY2(last != m_codes.end(), "the keyboard has no such key");
        if (last->second.second)
            keys.insert(keys.begin(), ShiftKey);
        for (const xcb_keysym_t key : keys)
            fake(XCB_KEY_PRESS, m_codes[key].first, {});
        const int before = m_releases + int(keys.size()) - 1;
        for (auto key = keys.rbegin(); key != keys.rend(); ++key)
            fake(XCB_KEY_RELEASE, m_codes[*key].first, {});
        wait(before);
        ++m_keys;
    }
    void fake(std::uint8_t type, std::uint8_t detail, QPoint at)
    {
        xcb_test_fake_input(m_x, type, detail, XCB_CURRENT_TIME, m_root, std::int16_t(at.x()), std::int16_t(at.y()), 0);
        xcb_flush(m_x);
    }
    void wait(int before)
    {
        constexpr int patience = 10000; // ms; an event that never comes went to another window
        if (!QTest::qWaitFor([&] { return m_releases > before; }, patience))
            ++m_lost;
        QCoreApplication::processEvents();
    }

    xcb_connection_t *m_x = nullptr;
    xcb_window_t m_root = 0;
    std::map<xcb_keysym_t, std::pair<std::uint8_t, bool>> m_codes; // key code, with Shift
    int m_releases = 0, m_clicks = 0, m_keys = 0, m_lost = 0;
};

} // namespace onsa::tests
