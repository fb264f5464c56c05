// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "system/keychain.h"

#include <QHash>
#include <QTimer>

namespace onsa::test {

// A keychain whose mood the test sets.
class MoodyKeychain : public Keychain
{
public:
    struct State {
        QHash<QString, QByteArray> entries;
        Keychain::Outcome mood = Keychain::Outcome::Done;
    };
    explicit MoodyKeychain(State &state)
        : m_state(state)
    {
    }

    void read(const QString &name, Then then) override
    {
        const bool there = m_state.entries.contains(name);
        answer(there ? Keychain::Outcome::Done : Keychain::Outcome::NoEntry, m_state.entries.value(name),
               std::move(then));
    }
    void write(const QString &name, const QByteArray &secret, Then then) override
    {
        if (m_state.mood == Keychain::Outcome::Done)
            m_state.entries.insert(name, secret);
        answer(Keychain::Outcome::Done, {}, std::move(then));
    }
    void remove(const QString &name, Then then) override
    {
        if (m_state.mood == Keychain::Outcome::Done)
            m_state.entries.remove(name);
        answer(Keychain::Outcome::Done, {}, std::move(then));
    }

private:
    void answer(Keychain::Outcome ifGood, const QByteArray &secret, Then then)
    {
        const Keychain::Outcome outcome = m_state.mood == Keychain::Outcome::Done ? ifGood : m_state.mood;
        QTimer::singleShot(0, [=, then = std::move(then)] {
            then({outcome, outcome == Keychain::Outcome::Done ? secret : QByteArray(), QStringLiteral("moody")});
        });
    }

    State &m_state;
};

} // namespace onsa::test
