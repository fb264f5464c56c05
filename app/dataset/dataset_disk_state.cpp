// SPDX-License-Identifier: GPL-3.0-or-later
// Whether another program has changed the file of a DatasetDocument. Only ever looked at in the pool: a network folder
// may take its time to answer.
#include "dataset/dataset_document_p.h"
#include "system/background.h"

namespace onsa {

DiskState DatasetDocument::diskState() const
{
    return d->disk;
}

// A replaced file has a new inode, which only its folder tells; a file that is written in place only itself.
void DatasetDocument::watchFolder()
{
    d->lookSoon.setSingleShot(true);
    d->lookSoon.setInterval(200); // programs write in several steps
    connect(&d->lookSoon, &QTimer::timeout, this, &DatasetDocument::lookAtDisk);
    const auto follow = [this] {
        const QStringList before = d->watcher.files() + d->watcher.directories();
        if (!before.isEmpty())
            d->watcher.removePaths(before);
        if (d->rows.path.empty() || d->places.disk != &Disk::system())
            return;
        // A folder without notice is looked at when the window is entered and before a save.
        d->watcher.addPaths({QString::fromStdString(d->rows.path.parent_path().string()),
                             QString::fromStdString(d->rows.path.string())});
    };
    follow();
    connect(this, &DatasetDocument::pathChanged, this, follow);
    connect(&d->watcher, &QFileSystemWatcher::directoryChanged, &d->lookSoon, qOverload<>(&QTimer::start));
    connect(&d->watcher, &QFileSystemWatcher::fileChanged, &d->lookSoon, qOverload<>(&QTimer::start));
}

void DatasetDocument::lookAtDisk()
{
    if (d->rows.path.empty() || d->savesUnderWay > 0)
        return;
    const auto look = [path = d->rows.path, disk = d->places.disk](const std::stop_token &) {
        return identityAt(path, *disk);
    };
    const auto compare = [this, path = d->rows.path, known = d->rows.onDisk,
                          saves = d->saves](const std::optional<FileIdentity> &now) {
        if (path != d->rows.path || saves != d->saves || known != d->rows.onDisk)
            return; // our own save came between
        const DiskState state = !now ? DiskState::Missing : now == known ? DiskState::Same : DiskState::Changed;
        if (state == DiskState::Same) // a replaced file is another one to watch
            d->watcher.addPath(QString::fromStdString(path.string()));
        if (std::exchange(d->disk, state) != state)
            Q_EMIT diskStateChanged(state);
    };
    std::ignore = runInBackground(this, look, compare);
}

} // namespace onsa
