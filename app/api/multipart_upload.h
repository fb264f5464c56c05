// SPDX-License-Identifier: GPL-3.0-or-later
// The body of a file upload, and bodies that can be sent only once.
#pragma once

#include <QByteArray>
#include <QIODevice>
#include <QList>
#include <QString>

namespace onsa {

struct RequestBody {
    QByteArray contentType;
    QList<QByteArray> parts; // sent one after the other; shared, not copied

    qint64 size() const;
};

// multipart/form-data with `purpose` and `file`. A UTF-8 file name goes raw, as browsers and curl send it; QHttpPart
// cannot do that. Quotes become %22, control characters and folders go.
RequestBody uploadBody(const QByteArray &file, const QString &filename, const QString &purpose);

// Reads a body from front to end, once. Qt sends a request again by itself, up to twice, when a connection breaks
// before the answer; with a body that cannot be rewound it cannot, and what may be sent twice stays our decision.
class OneWayBody : public QIODevice
{
public:
    OneWayBody(RequestBody body, QObject *parent);

    bool isSequential() const override { return true; }
    bool seek(qint64) override { return false; }
    bool reset() override { return false; }
    bool atEnd() const override;
    qint64 bytesAvailable() const override;

protected:
    qint64 readData(char *data, qint64 most) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    RequestBody m_body;
    qsizetype m_part = 0;
    qsizetype m_offset = 0; // in the part
    qint64 m_left = 0;
};

} // namespace onsa
