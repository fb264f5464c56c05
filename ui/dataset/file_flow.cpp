// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/file_flow.h"

#include "system/background.h"
#include "system/settings.h"
#include "ui/path_dialog.h"
#include "ui/resource_folder.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QStandardPaths>

#include <unistd.h>

namespace onsa::ui {

namespace {

QString pathOf(const DatasetDocument &document)
{
    return QString::fromStdString(document.path().string());
}

QString sampleFolder()
{
    return QString::fromStdString((Settings::stateFolder() / "samples").string());
}

// A fresh copy unless there is one that may carry edits: the shipped file is never written.
Result<QString> copySample(const QString &language)
{
    const QString source = resourceFile(QStringLiteral("samples/%1.jsonl").arg(language));
    if (source.isEmpty())
        return fail(ErrorKind::NotFound, "the sample data is not installed in " + resourceFolder().toStdString());
    QDir().mkpath(sampleFolder());
    const QString target = QDir(sampleFolder()).filePath(QFileInfo(source).fileName());
    for (const QString &name : {QStringLiteral("%1.jsonl"), QStringLiteral("%1.validation.jsonl")}) {
        const QString from = resourceFile(QStringLiteral("samples/") + name.arg(language));
        const QString to = QDir(sampleFolder()).filePath(name.arg(language));
        if (from.isEmpty() || QFileInfo::exists(to))
            continue;
        if (!QFile::copy(from, to))
            return fail(ErrorKind::Io, "the sample could not be copied to " + to.toStdString());
        QFile::setPermissions(to, QFile::permissions(to) | QFile::WriteOwner);
    }
    return target;
}

} // namespace

FileFlow::FileFlow(Settings &settings, QWidget *page)
    : QObject(page)
    , m_settings(settings)
    , m_page(page)
{
}

FileFlow::~FileFlow() = default;

WorkPlaces FileFlow::workPlaces()
{
    WorkPlaces places(Settings::stateFolder() / "work");
    for (const auto place : {QStandardPaths::CacheLocation, QStandardPaths::TempLocation}) {
        const QString folder = QStandardPaths::writableLocation(place);
        if (!folder.isEmpty())
            places.roots.push_back(std::filesystem::path(folder.toStdString())
                                   / ("onsa-work-" + std::to_string(::getuid())));
    }
    return places;
}

QString FileFlow::sampleLanguage() const
{
    if (!m_document || m_document->path().empty())
        return {};
    const QFileInfo file(pathOf(*m_document));
    return file.absolutePath() == QFileInfo(sampleFolder()).absoluteFilePath() ? file.completeBaseName() : QString();
}

bool FileFlow::isSample() const
{
    return !sampleLanguage().isEmpty();
}

void FileFlow::take(std::unique_ptr<DatasetDocument> document)
{
    std::unique_ptr<DatasetDocument> old = std::exchange(m_document, std::move(document));
    Q_EMIT replaced(m_document.get());
    DatasetDocument::close(std::move(old));
}

void FileFlow::load(const QString &path, bool remember)
{
    const int generation = ++m_generation;
    Q_EMIT opening(QFileInfo(path).fileName());
    DatasetDocument::openFile(
        std::filesystem::path(path.toStdString()), workPlaces(), this,
        [this, generation, path, remember](Result<std::unique_ptr<DatasetDocument>> opened) {
            if (generation != m_generation)
                return;
            if (!opened)
                return Q_EMIT openFailed(path, opened.error());
            if (remember)
                m_settings.addRecentFile(QFileInfo(path).absoluteFilePath());
            m_settings.setValue(QStringLiteral("window/lastFile"), QFileInfo(path).absoluteFilePath());
            take(std::move(*opened));
        },
        [this, generation](std::unique_ptr<DatasetDocument> rows) {
            if (generation == m_generation && m_preview)
                m_preview(std::move(rows));
        });
}

void FileFlow::open(const QString &path)
{
    askToReplace([this, path](bool may) {
        if (may)
            load(path, true);
    });
}

void FileFlow::chooseAndOpen()
{
    auto *dialog = new QFileDialog(m_page, tr("Open a data set"));
    dialog->setObjectName(QStringLiteral("openDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters(
        {tr("Data sets, tables and texts (*.jsonl *.ndjson *.json *.csv *.tsv *.xlsx *.txt)"), tr("All files (*)")});
    if (m_document && !m_document->path().empty() && !isSample())
        dialog->setDirectory(QFileInfo(pathOf(*m_document)).absolutePath());
    connect(dialog, &QFileDialog::fileSelected, this, &FileFlow::chosen);
    countClicksBesideSuggestions(*dialog);
    dialog->open();
}

void FileFlow::openSample(const QString &language)
{
    askToReplace([this, language](bool may) {
        if (!may)
            return;
        const int generation = ++m_generation;
        std::ignore = runInBackground(
            this, [language](const std::stop_token &) { return copySample(language); },
            [this, generation](const Result<QString> &copy) {
                if (generation != m_generation)
                    return;
                if (!copy)
                    return Q_EMIT failed(copy.error());
                load(*copy, false);
            });
    });
}

void FileFlow::create(const std::function<void()> &then)
{
    askToReplace([this, then](bool may) {
        if (!may)
            return;
        const int generation = ++m_generation;
        DatasetDocument::createEmpty(workPlaces(), this,
                                     [this, generation, then](Result<std::unique_ptr<DatasetDocument>> made) {
                                         if (generation != m_generation)
                                             return;
                                         if (!made)
                                             return Q_EMIT failed(made.error());
                                         m_settings.setValue(QStringLiteral("window/lastFile"), QString());
                                         take(std::move(*made));
                                         if (then)
                                             then();
                                     });
    });
}

void FileFlow::save()
{
    if (!m_document)
        return;
    m_flush();
    if (m_document->path().empty() || isSample() || m_document->isReadOnly())
        return saveAs();
    saveTo({});
}

void FileFlow::saveAs()
{
    if (!m_document)
        return;
    m_flush();
    auto *dialog = new QFileDialog(m_page, tr("Save the data set"));
    dialog->setObjectName(QStringLiteral("saveDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("jsonl"));
    dialog->setNameFilters({tr("Data sets (*.jsonl)"), tr("All files (*)")});
    const bool own = !m_document->path().empty() && !isSample();
    QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    if (!QDir(documents).exists())
        documents = QDir::homePath();
    dialog->setDirectory(own ? QFileInfo(pathOf(*m_document)).absolutePath() : documents);
    dialog->selectFile(own ? QFileInfo(pathOf(*m_document)).fileName() : tr("my-data.jsonl"));
    connect(dialog, &QFileDialog::fileSelected, this, &FileFlow::saveTo);
    connect(dialog, &QFileDialog::rejected, this, [this] {
        if (const auto after = std::exchange(m_afterSave, {}))
            after(false);
    });
    countClicksBesideSuggestions(*dialog);
    dialog->open();
}

void FileFlow::saveTo(const QString &path)
{
    saveBy(path, DatasetDocument::SaveWay::NewFile);
}

void FileFlow::saveBy(const QString &path, DatasetDocument::SaveWay way)
{
    Q_EMIT saving(true);
    const auto finished = [this, path](const Result<> &done) {
        Q_EMIT saving(false);
        if (!done && done.error().code == "folder_protected")
            return askToWriteOver(path);
        const auto after = std::exchange(m_afterSave, {});
        if (!done) {
            Q_EMIT saveFailed(path.isEmpty() ? pathOf(*m_document) : path, done.error());
            if (after)
                after(false);
            return;
        }
        const QString file = QFileInfo(pathOf(*m_document)).absoluteFilePath();
        m_settings.addRecentFile(file);
        m_settings.setValue(QStringLiteral("window/lastFile"), file);
        Q_EMIT saved(file);
        if (after)
            after(true);
    };
    m_document->save(std::filesystem::path(path.toStdString()), this, finished, way);
}

// The usual way makes a new file beside the old one and lets it take its place; here none can be made.
void FileFlow::askToWriteOver(const QString &path)
{
    auto *box = new QMessageBox(m_page);
    box->setObjectName(QStringLiteral("writeOverQuestion"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIcon(QMessageBox::NoIcon);
    const QString name = QFileInfo(path.isEmpty() ? pathOf(*m_document) : path).fileName();
    box->setText(tr("Write over %1?").arg(name));
    box->setInformativeText(
        tr("Nothing can be added to the folder of this file, so Onsa cannot save beside it and swap the two. It can "
           "write over the file itself. The old version is kept in Onsa’s own folder first, and if the computer stops "
           "in the middle, Onsa finishes when you open the file again."));
    QPushButton *over = box->addButton(tr("Write over it"), QMessageBox::AcceptRole);
    QPushButton *elsewhere = box->addButton(tr("Save elsewhere…"), QMessageBox::ActionRole);
    QPushButton *stay = box->addButton(tr("Cancel"), QMessageBox::RejectRole);
    over->setObjectName(QStringLiteral("writeOver"));
    elsewhere->setObjectName(QStringLiteral("writeElsewhere"));
    stay->setObjectName(QStringLiteral("writeCancel"));
    box->setDefaultButton(over);
    box->setEscapeButton(stay);
    connect(box, &QMessageBox::finished, this, [this, box, path, over, elsewhere] {
        if (!m_document)
            return;
        if (box->clickedButton() == over)
            return saveBy(path, DatasetDocument::SaveWay::OverTheFile);
        if (box->clickedButton() == elsewhere)
            return saveAs();
        if (const auto after = std::exchange(m_afterSave, {}))
            after(false);
    });
    box->open();
}

void FileFlow::reload()
{
    if (!m_document || m_document->path().empty())
        return;
    m_flush();
    const QString path = pathOf(*m_document);
    if (const auto done = m_document->letGo(); !done)
        return Q_EMIT failed(done.error());
    Q_EMIT letGo();
    load(path, false);
}

void FileFlow::bringBackDiscarded()
{
    if (!m_document || m_document->path().empty())
        return;
    m_flush();
    const std::filesystem::path path = m_document->path();
    if (!DatasetDocument::hasDiscarded(path, workPlaces()))
        return Q_EMIT failed(
            {ErrorKind::NotFound, "There are no discarded edits of this file.", "nothing_discarded", {}});
    if (m_document->isModified())
        return Q_EMIT failed({ErrorKind::Conflict, "There are unsaved edits. Save them first.", "unsaved_edits", {}});
    auto done = m_document->letGo();
    if (done)
        done = DatasetDocument::bringBackDiscarded(path, workPlaces());
    if (!done)
        Q_EMIT failed(done.error());
    Q_EMIT letGo();
    load(QString::fromStdString(path.string()), false);
}

void FileFlow::askToClose(std::function<void(bool)> done)
{
    if (m_document && m_document->isChanging()) {
        Q_EMIT failed({ErrorKind::Conflict, "A change of many rows is under way.", "changing", {}});
        return done(false);
    }
    if (m_document)
        m_flush();
    if (!m_document || !m_document->isModified() || m_document->isReadOnly())
        return done(true);
    // What is in the journal is there again the next time: nothing to ask.
    whenSettled([this, done = std::move(done)] {
        if (m_document->journalState() == JournalState::Safe)
            return done(true);
        ask(done);
    });
}

// An edit of a moment ago needs some milliseconds to reach the disk.
void FileFlow::whenSettled(const std::function<void()> &then)
{
    if (m_document->journalState() != JournalState::Writing)
        return then();
    auto *watch = new QObject(this);
    connect(m_document.get(), &DatasetDocument::journalStateChanged, watch, [watch, then](JournalState state) {
        if (state == JournalState::Writing)
            return;
        watch->deleteLater();
        watch->disconnect();
        QMetaObject::invokeMethod(qApp, then, Qt::QueuedConnection);
    });
}

void FileFlow::askToReplace(const std::function<void(bool)> &done)
{
    const bool untitled = m_document && m_document->path().empty();
    const QString name = m_document ? m_document->displayName() : QString();
    if (!untitled) // a file's edits wait in its journal; those of a new data set would come back as the next new one
        return askToClose([this, name, done](bool may) {
            if (may && m_document && m_document->isModified() && !m_document->isReadOnly())
                Q_EMIT editsKept(name);
            done(may);
        });
    m_flush();
    if (!m_document->isModified())
        return done(true);
    ask(done);
}

void FileFlow::discardEdits()
{
    if (!m_document || !m_document->isModified() || m_document->isReadOnly() || m_asking)
        return;
    m_asking = true;
    auto *box = new QMessageBox(m_page);
    box->setObjectName(QStringLiteral("discardQuestion"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIcon(QMessageBox::NoIcon);
    box->setText(tr("Discard the edits since the last save?"));
    const QString name = m_document->displayName().isEmpty() ? tr("the new data set") : m_document->displayName();
    box->setInformativeText(tr("%1 goes back to the file as it was last saved.").arg(name));
    QPushButton *drop = box->addButton(tr("Discard"), QMessageBox::DestructiveRole);
    QPushButton *stay = box->addButton(tr("Cancel"), QMessageBox::RejectRole);
    drop->setObjectName(QStringLiteral("discardEdits"));
    stay->setObjectName(QStringLiteral("discardCancel"));
    box->setDefaultButton(stay);
    box->setEscapeButton(stay);
    connect(box, &QMessageBox::finished, this, [this, box, drop] {
        m_asking = false;
        if (box->clickedButton() != drop || !m_document)
            return;
        const QString path = pathOf(*m_document);
        // Its folder is put away in the pool; opened before that, the file would seem to be open in another window.
        m_document->discard(this, [this, path] { path.isEmpty() ? create() : load(path, false); });
    });
    box->open();
}

void FileFlow::ask(const std::function<void(bool)> &done)
{
    if (m_asking)
        return done(false); // the question stands already
    m_asking = true;
    auto *box = new QMessageBox(m_page);
    box->setObjectName(QStringLiteral("closeQuestion"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIcon(QMessageBox::NoIcon);
    const QString name = isSample()           ? tr("the sample data")
        : m_document->displayName().isEmpty() ? tr("the new data set")
                                              : m_document->displayName();
    box->setText(tr("Save the changes to %1?").arg(name));
    box->setInformativeText(tr("Changes that are not saved are kept for 30 days: File, Bring back discarded edits."));
    QPushButton *keep = box->addButton(tr("Save"), QMessageBox::AcceptRole);
    QPushButton *drop = box->addButton(tr("Don’t save"), QMessageBox::DestructiveRole);
    QPushButton *stay = box->addButton(tr("Cancel"), QMessageBox::RejectRole);
    keep->setObjectName(QStringLiteral("closeSave"));
    drop->setObjectName(QStringLiteral("closeDiscard"));
    stay->setObjectName(QStringLiteral("closeCancel"));
    box->setDefaultButton(keep);
    box->setEscapeButton(stay);
    connect(box, &QMessageBox::finished, this, [this, box, keep, drop, done] {
        m_asking = false;
        if (box->clickedButton() == keep) {
            m_afterSave = done;
            return save();
        }
        if (box->clickedButton() == drop)
            return m_document->discard(this, [done] { done(true); });
        done(false);
    });
    box->open();
}

} // namespace onsa::ui
