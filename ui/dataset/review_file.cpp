// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/review_file.h"

#include "system/settings.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace onsa::ui {

namespace {

Result<std::string> readPart(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return std::string();
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Io, "Could not read " + path.toStdString() + ".");
    return file.readAll().toStdString();
}

Result<> writePart(const QString &path, const std::string &bytes)
{
    QSaveFile file(path);
    const bool written = file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && file.write(bytes.data(), qint64(bytes.size())) == qint64(bytes.size()) && file.commit();
    if (!written)
        return fail(ErrorKind::Io, "Could not write " + path.toStdString() + ".");
    return {};
}

} // namespace

QString reviewFolder(const std::filesystem::path &data)
{
    const QString path = QString::fromStdString(data.string());
    const QString canonical = QFileInfo(path).canonicalFilePath();
    const QByteArray name =
        QCryptographicHash::hash((canonical.isEmpty() ? path : canonical).toUtf8(), QCryptographicHash::Sha256)
            .toHex()
            .left(32);
    return QString::fromStdString((Settings::stateFolder() / "reviews" / name.toStdString()).string());
}

Result<Review> loadReview(const std::filesystem::path &data)
{
    Review review;
    if (data.empty())
        return review;
    const QString folder = reviewFolder(data);
    const auto dismissals = readPart(folder + QStringLiteral("/kept.json"));
    const auto masks = readPart(folder + QStringLiteral("/masks.json"));
    if (!dismissals || !masks)
        return tl::unexpected((dismissals ? masks : dismissals).error());
    if (!dismissals->empty()) {
        auto read = Dismissals::parse(*dismissals);
        if (!read)
            return tl::unexpected(read.error());
        review.dismissals = std::move(*read);
    }
    if (!masks->empty()) {
        auto read = MaskBook::parse(*masks);
        if (!read)
            return tl::unexpected(read.error());
        review.masks = std::move(*read);
    }
    return review;
}

Result<> saveReview(const std::filesystem::path &data, const Review &review)
{
    if (data.empty())
        return {};
    const QString folder = reviewFolder(data);
    if (!QDir().mkpath(folder))
        return fail(ErrorKind::Io, "Could not make the folder " + folder.toStdString() + ".");
    if (const auto kept = writePart(folder + QStringLiteral("/kept.json"), review.dismissals.print()); !kept)
        return kept;
    return writePart(folder + QStringLiteral("/masks.json"), review.masks.print());
}

} // namespace onsa::ui
