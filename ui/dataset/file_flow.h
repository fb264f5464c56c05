// SPDX-License-Identifier: GPL-3.0-or-later
// Opening, saving and closing a data set: dialogs, questions, the sample. Owns the document.
#pragma once

#include "core/result.h"
#include "dataset/dataset_document.h"

#include <QObject>
#include <QPointer>
#include <QWidget>

#include <functional>
#include <memory>

namespace onsa {
class Settings;
}

namespace onsa::ui {

class FileFlow : public QObject
{
    Q_OBJECT

public:
    FileFlow(Settings &settings, QWidget *page);
    ~FileFlow() override;

    // Where unsaved edits are kept, and where else when that folder cannot be written.
    static WorkPlaces workPlaces();

    DatasetDocument *document() const { return m_document.get(); }
    bool isSample() const; // a copy of the sample, which is saved under a name of the user's choice
    QString sampleLanguage() const; // "en", "ja", "" when it is none

    void open(const QString &path);
    void chooseAndOpen();
    void openSample(const QString &language);
    void create(const std::function<void()> &then = {}); // `then` is called when it is there
    void save();
    void saveAs();
    void askToClose(std::function<void(bool)> done);
    void discardEdits(); // asks once; then the file as it was last saved is open
    void reload(); // the file was changed by another program: open it anew, and merge what is not saved
    void bringBackDiscarded(); // of the open file

    // Takes the first rows of a large file that is being opened: DatasetDocument::isPreview().
    void setPreview(DatasetDocument::Preview preview) { m_preview = std::move(preview); }
    // Called before anything reads the document: what is being typed goes into it.
    void setFlush(std::function<void()> flush) { m_flush = std::move(flush); }

Q_SIGNALS:
    void chosen(const QString &path); // to be opened, whatever it is
    void opening(const QString &name);
    // The old document lives until the slots have run.
    void replaced(onsa::DatasetDocument *document);
    void letGo(); // the document can only be seen until the next one comes
    void saving(bool busy);
    void saved(const QString &path);
    void failed(const onsa::Error &error);
    void editsKept(const QString &name); // of the document that goes; they are there when it is opened again
    void openFailed(const QString &path, const onsa::Error &error); // what was open before still is
    void saveFailed(const QString &path, const onsa::Error &error); // the edits are still there

private:
    void whenSettled(const std::function<void()> &then); // the journal is safe, or says that it is not
    void askToReplace(const std::function<void(bool)> &done); // another document comes into this window
    void ask(const std::function<void(bool)> &done);
    void load(const QString &path, bool remember);
    void take(std::unique_ptr<DatasetDocument> document);
    void saveTo(const QString &path);
    void saveBy(const QString &path, DatasetDocument::SaveWay way);
    void askToWriteOver(const QString &path);

    Settings &m_settings;
    QPointer<QWidget> m_page;
    std::unique_ptr<DatasetDocument> m_document;
    std::function<void()> m_flush = [] {};
    DatasetDocument::Preview m_preview;
    std::function<void(bool)> m_afterSave; // of a question before closing
    int m_generation = 0; // of openings; an older one that ends late is dropped
    bool m_asking = false;
};

} // namespace onsa::ui
