// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/import_dialog.h"

#include "dataset/row_parts.h"
#include "system/background.h"
#include "ui/dataset/exchange_words.h"
#include "ui/error_banner.h"
#include "ui/jobs/named.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QStandardPaths>
#include <QTableWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <atomic>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t shownRows = 100;

// A name beside the source that nothing has yet.
QString freeTarget(const QString &source)
{
    const QFileInfo file(source);
    QString folder = file.absolutePath();
    if (!QFileInfo(folder).isWritable())
        folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    if (!QDir(folder).exists())
        folder = QDir::homePath();
    QString target = folder + u'/' + file.completeBaseName() + u".jsonl"_s;
    for (int i = 2; QFileInfo::exists(target); ++i)
        target = folder + u'/' + file.completeBaseName() + u" %1.jsonl"_s.arg(i);
    return target;
}

std::filesystem::path pathFrom(const QString &path)
{
    return std::filesystem::path(path.toStdString());
}

QString shown(const std::string &text)
{
    constexpr qsizetype longest = 200;
    QString one = QString::fromStdString(text).left(longest);
    return one.remove(u'\r').replace(u'\n', u'⏎').replace(u'\t', u'⇥');
}

// What the two columns of the preview say of a row, whatever its kind.
QStringList textsOf(const std::string &json)
{
    const auto row = takeApart(json);
    if (!row)
        return {QString(), QString()};
    switch (row->shape) {
    case RowShape::Pair:
        return {shown(row->prompt), shown(row->completion)};
    case RowShape::Chat: {
        QString asked, answered;
        for (const RowTurn &turn : row->turns) {
            if (turn.role == "user" && asked.isEmpty())
                asked = shown(turn.content);
            if (turn.role == "assistant")
                answered = shown(turn.content);
        }
        if (row->turns.size() > 2)
            asked = ImportDialog::tr("[%n messages] ", nullptr, int(row->turns.size())) + asked;
        return {asked, answered};
    }
    case RowShape::Preference:
        return {row->turns.empty() ? QString() : shown(row->turns.back().content),
                ImportDialog::tr("✓ %1   ✗ %2")
                    .arg(row->preferred.empty() ? QString() : shown(row->preferred[0].content),
                         row->rejected.empty() ? QString() : shown(row->rejected[0].content))};
    case RowShape::Other:
        break;
    }
    return {shown(json), QString()};
}

} // namespace

struct ImportDialog::Private {
    QString path, openName;
    bool preferAppend = false;
    ImportGuess guess;
    ImportSettings settings;
    bool ready = false, filling = false, busy = false;
    int generation = 0; // of previews; an older one that ends late is dropped
    std::stop_source previewStop, importStop;
    std::shared_ptr<std::atomic<int>> permille = std::make_shared<std::atomic<int>>(0);
    QTimer ticker;

    QWidget *body = nullptr;
    QFormLayout *form = nullptr;
    ErrorBanner *banner = nullptr;
    QLabel *state = nullptr, *faults = nullptr;
    QComboBox *format = nullptr, *shape = nullptr, *encoding = nullptr, *delimiter = nullptr, *sheet = nullptr;
    QComboBox *unit = nullptr, *rowsAs = nullptr;
    QCheckBox *quotes = nullptr, *header = nullptr;
    QTableWidget *columns = nullptr, *rows = nullptr;
    QRadioButton *append = nullptr, *fresh = nullptr;
    QLineEdit *target = nullptr;
    QPushButton *choose = nullptr, *go = nullptr, *cancel = nullptr;
    QProgressBar *progress = nullptr;
};

ImportDialog::ImportDialog(const QString &path, const QString &openName, bool preferAppend, QWidget *parent)
    : QDialog(parent)
    , d(std::make_unique<Private>())
{
    d->path = path;
    d->openName = openName;
    d->preferAppend = preferAppend && !openName.isEmpty();
    setObjectName(u"importDialog"_s);
    setWindowTitle(tr("Import %1").arg(QFileInfo(path).fileName()));
    resize(980, 720);
    setMinimumSize(640, 480);
    build();
    guess();
}

ImportDialog::~ImportDialog()
{
    d->previewStop.request_stop();
    d->importStop.request_stop();
}

void ImportDialog::build()
{
    d->banner = new ErrorBanner;
    d->state = named(new QLabel(tr("Reading %1…").arg(QFileInfo(d->path).fileName())), u"importState"_s);
    setClass(d->state, "muted");

    const auto combo = [this](const QString &name, const QString &words) {
        auto *box = named(new QComboBox, name, words);
        box->setMinimumContentsLength(20);
        connect(box, &QComboBox::activated, this, [this, box] { readSettings(box != d->rowsAs && box != d->shape); });
        return box;
    };
    d->format = combo(u"importFormat"_s, tr("Format"));
    for (const ImportFormat format : {ImportFormat::JsonLines, ImportFormat::JsonArray, ImportFormat::Delimited,
                                      ImportFormat::Xlsx, ImportFormat::Text})
        d->format->addItem(formatName(format), int(format));
    d->shape = combo(u"importShape"_s, tr("Kind of rows"));
    for (const ImportShape shape :
         {ImportShape::Training, ImportShape::Alpaca, ImportShape::ShareGpt, ImportShape::Columns})
        d->shape->addItem(shapeName(shape), int(shape));
    d->encoding = combo(u"importEncoding"_s, tr("Encoding"));
    for (const TextEncoding encoding : allEncodings)
        d->encoding->addItem(encodingName(encoding), int(encoding));
    d->delimiter = combo(u"importDelimiter"_s, tr("Between cells"));
    for (const auto &[words, c] :
         {std::pair{tr("Comma"), ','}, {tr("Tab"), '\t'}, {tr("Semicolon"), ';'}, {tr("Vertical bar"), '|'}})
        d->delimiter->addItem(words, QChar::fromLatin1(c));
    d->sheet = combo(u"importSheet"_s, tr("Sheet"));
    d->unit = combo(u"importUnit"_s, tr("One row is"));
    d->unit->addItem(tr("A line"), int(TextUnit::Lines));
    d->unit->addItem(tr("A paragraph"), int(TextUnit::Paragraphs));
    d->rowsAs = combo(u"importRowsAs"_s, tr("Rows become"));
    d->rowsAs->addItem(tr("What they are"), int(RowsAs::Natural));
    d->rowsAs->addItem(tr("Prompt and completion"), int(RowsAs::Pairs));
    d->rowsAs->addItem(tr("Conversations"), int(RowsAs::Chats));
    d->quotes = named(new QCheckBox(tr("Quotation marks enclose cells")), u"importQuotes"_s);
    d->header = named(new QCheckBox(tr("The first row names the columns")), u"importHeader"_s);
    for (QCheckBox *box : {d->quotes, d->header})
        connect(box, &QCheckBox::clicked, this, [this] { readSettings(true); });

    d->form = new QFormLayout;
    d->form->setHorizontalSpacing(grid::m);
    d->form->setVerticalSpacing(grid::s);
    d->form->addRow(tr("Format"), d->format);
    d->form->addRow(tr("Kind of rows"), d->shape);
    d->form->addRow(tr("Encoding"), d->encoding);
    d->form->addRow(tr("Sheet"), d->sheet);
    d->form->addRow(tr("Between cells"), d->delimiter);
    d->form->addRow(tr("One row is"), d->unit);
    d->form->addRow(tr("Rows become"), d->rowsAs);
    d->form->addRow(QString(), d->header);
    d->form->addRow(QString(), d->quotes);

    d->columns = named(new QTableWidget(0, 2), u"importColumns"_s, tr("What each column becomes"));
    d->columns->setHorizontalHeaderLabels({tr("Column of the file"), tr("Becomes")});
    d->columns->verticalHeader()->hide();
    d->columns->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    d->columns->setSelectionMode(QAbstractItemView::NoSelection);
    d->columns->setEditTriggers(QAbstractItemView::NoEditTriggers);
    d->columns->setTabKeyNavigation(false);
    d->columns->verticalHeader()->setDefaultSectionSize(grid::controlHeight + grid::xs);

    auto *upper = new QHBoxLayout;
    upper->setSpacing(grid::xl);
    upper->addLayout(d->form);
    upper->addWidget(d->columns, 1);

    d->rows = named(new QTableWidget(0, 3), u"importRows"_s, tr("The first rows as they will be"));
    d->rows->setHorizontalHeaderLabels({tr("Line"), tr("Prompt"), tr("Completion")});
    d->rows->verticalHeader()->hide();
    d->rows->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    d->rows->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    d->rows->setEditTriggers(QAbstractItemView::NoEditTriggers);
    d->rows->setSelectionBehavior(QAbstractItemView::SelectRows);
    d->rows->setWordWrap(false);
    d->rows->setTabKeyNavigation(false);
    d->faults = named(new QLabel, u"importFaults"_s);
    d->faults->setWordWrap(true);
    d->faults->setTextFormat(Qt::PlainText);

    d->append = named(new QRadioButton(tr("Add the rows to %1").arg(d->openName)), u"importAppend"_s);
    d->fresh = named(new QRadioButton(tr("New data set:")), u"importNew"_s);
    d->append->setVisible(!d->openName.isEmpty());
    (d->preferAppend ? d->append : d->fresh)->setChecked(true);
    d->target = named(new QLineEdit(QDir::toNativeSeparators(freeTarget(d->path))), u"importTarget"_s,
                      tr("File of the new data set"));
    d->choose = named(new QPushButton(tr("Choose…")), u"importChoose"_s);
    d->choose->setAutoDefault(false);
    const auto showTarget = [this] {
        d->target->setEnabled(d->fresh->isChecked());
        d->choose->setEnabled(d->fresh->isChecked());
    };
    connect(d->fresh, &QRadioButton::toggled, this, showTarget);
    showTarget();
    connect(d->choose, &QPushButton::clicked, this, [this] {
        auto *dialog = new QFileDialog(this, tr("New data set"), d->target->text(), tr("Data sets (*.jsonl)"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        dialog->setDefaultSuffix(u"jsonl"_s);
        connect(dialog, &QFileDialog::fileSelected, d->target, &QLineEdit::setText);
        dialog->open();
    });
    auto *place = new QHBoxLayout;
    place->setSpacing(grid::s);
    place->addWidget(d->fresh);
    place->addWidget(d->target, 1);
    place->addWidget(d->choose);

    d->body = new QWidget;
    auto *inside = new QVBoxLayout(d->body);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(grid::m);
    inside->addLayout(upper, 2);
    inside->addWidget(d->rows, 3);
    inside->addWidget(d->faults);
    inside->addWidget(d->append);
    inside->addLayout(place);
    d->body->setEnabled(false);

    d->progress = named(new QProgressBar, u"importProgress"_s, tr("Progress of the import"));
    d->progress->setRange(0, 1000);
    d->progress->setTextVisible(false);
    d->progress->hide();
    auto *buttons = new QDialogButtonBox;
    d->cancel = named(buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole), u"importCancel"_s);
    d->go = named(buttons->addButton(tr("Import"), QDialogButtonBox::AcceptRole), u"importGo"_s);
    d->go->setEnabled(false);
    d->go->setDefault(true);
    setClass(d->go, "primary");
    connect(buttons, &QDialogButtonBox::rejected, this, &ImportDialog::reject);
    connect(d->go, &QPushButton::clicked, this, &ImportDialog::start);
    connect(&d->ticker, &QTimer::timeout, this, [this] { d->progress->setValue(d->permille->load()); });

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(grid::l, grid::l, grid::l, grid::l);
    layout->setSpacing(grid::m);
    layout->addWidget(d->banner);
    layout->addWidget(d->state);
    layout->addWidget(d->body, 1);
    layout->addWidget(d->progress);
    layout->addWidget(buttons);
    showSettings();
}

void ImportDialog::guess()
{
    const auto stop = runInBackground(
        this, [path = pathFrom(d->path)](std::stop_token) { return guessImport(path); },
        [this](const Result<ImportGuess> &guessed) {
            if (!guessed) {
                d->state->setText(tr("This file cannot be imported."));
                return fail(guessed.error());
            }
            d->guess = *guessed;
            d->settings = guessed->settings;
            d->ready = true;
            d->body->setEnabled(true);
            for (const std::string &sheet : guessed->sheets)
                d->sheet->addItem(QString::fromStdString(sheet));
            showSettings();
            refresh();
            d->format->setFocus();
        });
    Q_UNUSED(stop);
}

void ImportDialog::showSettings()
{
    d->filling = true;
    const ImportSettings &s = d->settings;
    const bool isSheet = s.format == ImportFormat::Xlsx;
    const auto choose = [](QComboBox *box, int value) { box->setCurrentIndex(box->findData(value)); };
    choose(d->format, int(s.format));
    choose(d->shape, int(s.shape));
    choose(d->encoding, int(s.encoding));
    choose(d->unit, int(s.unit));
    choose(d->rowsAs, int(s.rowsAs));
    d->delimiter->setCurrentIndex(d->delimiter->findData(QChar::fromLatin1(s.style.delimiter)));
    d->sheet->setCurrentIndex(int(s.sheet));
    d->quotes->setChecked(s.style.quote != '\0');
    d->header->setChecked(s.header);
    const auto visible = [this](QWidget *field, bool is) {
        field->setVisible(is);
        if (QWidget *label = d->form->labelForField(field))
            label->setVisible(is);
    };
    const bool isJson = s.format == ImportFormat::JsonLines || s.format == ImportFormat::JsonArray;
    visible(d->shape, isJson);
    visible(d->encoding, !isSheet);
    visible(d->sheet, isSheet);
    visible(d->delimiter, s.format == ImportFormat::Delimited);
    visible(d->quotes, s.format == ImportFormat::Delimited);
    visible(d->header, s.isTable());
    visible(d->unit, s.format == ImportFormat::Text);
    d->format->setEnabled(d->guess.sheets.empty()); // a workbook is nothing else

    d->columns->setVisible(s.shape == ImportShape::Columns);
    d->columns->setRowCount(int(s.columns.size()));
    for (int row = 0; row < int(s.columns.size()); ++row) {
        const ImportColumn &column = s.columns[std::size_t(row)];
        const QString name = column.name.empty() ? tr("Column %1").arg(row + 1) : shown(column.name);
        d->columns->setItem(row, 0, new QTableWidgetItem(name));
        auto *use = named(new QComboBox, u"importUse%1"_s.arg(row), tr("%1 becomes").arg(name));
        for (const ColumnUse one : {ColumnUse::Prompt, ColumnUse::Completion, ColumnUse::System, ColumnUse::Preferred,
                                    ColumnUse::Rejected, ColumnUse::Messages, ColumnUse::Keep, ColumnUse::Ignore})
            if (one != ColumnUse::Keep || !column.name.empty())
                use->addItem(useName(one), int(one));
        choose(use, int(column.use));
        connect(use, &QComboBox::activated, this, [this, row, use] {
            d->settings.columns[std::size_t(row)].use = ColumnUse(use->currentData().toInt());
            refresh();
        });
        d->columns->setCellWidget(row, 1, use);
    }
    d->rows->horizontalHeaderItem(0)->setText(isSheet ? tr("Row") : tr("Line"));
    d->filling = false;
}

void ImportDialog::readSettings(bool guessAgain)
{
    if (d->filling || !d->ready)
        return;
    ImportSettings &s = d->settings;
    const ImportFormat before = s.format;
    s.format = ImportFormat(d->format->currentData().toInt());
    s.shape = ImportShape(d->shape->currentData().toInt());
    s.encoding = TextEncoding(d->encoding->currentData().toInt());
    s.unit = TextUnit(d->unit->currentData().toInt());
    s.rowsAs = RowsAs(d->rowsAs->currentData().toInt());
    s.style = {d->delimiter->currentData().toChar().toLatin1(), d->quotes->isChecked() ? '"' : '\0'};
    s.sheet = std::size_t(qMax(0, d->sheet->currentIndex()));
    s.header = d->header->isChecked();
    if (before != s.format && !s.isTable())
        s.header = true;
    if (!guessAgain) {
        showSettings();
        return refresh();
    }
    const int generation = ++d->generation;
    const auto stop = runInBackground(
        this, [path = pathFrom(d->path), s](std::stop_token) { return guessColumns(path, s); },
        [this, generation](const Result<ImportSettings> &filled) {
            if (generation != d->generation)
                return;
            if (!filled)
                return fail(filled.error());
            d->settings = *filled;
            showSettings();
            refresh();
        });
    Q_UNUSED(stop);
}

void ImportDialog::refresh()
{
    d->previewStop.request_stop();
    const int generation = ++d->generation;
    d->previewStop = runInBackground(
        this,
        [path = pathFrom(d->path), settings = d->settings](std::stop_token stop) {
            return previewImport(path, settings, shownRows, stop);
        },
        [this, generation](const Result<ImportPreview> &preview) {
            if (generation != d->generation)
                return;
            if (!preview) {
                d->go->setEnabled(false);
                return fail(preview.error());
            }
            d->banner->clear();
            showPreview(*preview);
        });
}

void ImportDialog::showPreview(const ImportPreview &preview)
{
    int good = 0, bad = 0;
    QStringList problems;
    const bool isSheet = d->settings.format == ImportFormat::Xlsx;
    d->rows->setRowCount(int(preview.rows.size()));
    for (int i = 0; i < int(preview.rows.size()); ++i) {
        const PreviewRow &row = preview.rows[std::size_t(i)];
        const bool ok = !row.json.empty();
        const QStringList texts =
            ok ? textsOf(row.json) : QStringList{tr("✗ %1").arg(faultText(row.fault, isSheet)), {}};
        const QStringList cells = {QLocale().toString(qulonglong(row.line)), texts[0], texts[1]};
        for (int column = 0; column < 3; ++column) {
            auto *item = new QTableWidgetItem(cells[column]);
            item->setToolTip(cells[column]);
            if (!ok)
                item->setForeground(color(Color::Danger));
            d->rows->setItem(i, column, item);
        }
        if (const int wide = ok ? 1 : 2; d->rows->columnSpan(i, 1) != wide)
            d->rows->setSpan(i, 1, 1, wide);
        ++(ok ? good : bad);
        if (!ok && problems.size() < 3)
            problems << faultText(row.fault, isSheet);
    }
    QString state = preview.more ? tr("The first %n rows", nullptr, int(preview.rows.size()))
                                 : tr("Rows: %1").arg(QLocale().toString(qulonglong(preview.rows.size())));
    if (!d->guess.encodingSure && !isSheet)
        state += tr(" · The encoding is a guess: look whether the texts read well.");
    d->state->setText(state);
    d->faults->setVisible(bad > 0);
    if (bad > 0)
        d->faults->setText(
            tr("Rows shown here that cannot be read and will be left out: %1.").arg(QLocale().toString(bad)) + u' '
            + problems.join(u' '));
    d->go->setEnabled(good > 0 || preview.more);
}

void ImportDialog::fail(const Error &error)
{
    setBusy(false);
    d->banner->show(error);
}

void ImportDialog::setBusy(bool busy)
{
    d->busy = busy;
    d->body->setEnabled(!busy && d->ready);
    d->go->setEnabled(!busy && d->ready);
    d->progress->setVisible(busy);
    d->permille->store(0);
    d->progress->setValue(0);
    busy ? d->ticker.start(50) : d->ticker.stop();
}

void ImportDialog::start()
{
    if (!d->ready || d->busy)
        return;
    const bool append = d->append->isChecked() && !d->openName.isEmpty();
    const QString target = QFileInfo(d->target->text()).absoluteFilePath();
    if (!append && QFileInfo::exists(target))
        return d->banner->showMessage(Severity::Warning,
                                      tr("There is a file of that name already. Choose another name."));
    setBusy(true);
    d->state->setText(tr("Importing…"));
    const auto progress = [permille = d->permille](std::int64_t done, std::int64_t all) {
        permille->store(all > 0 ? int(done * 1000 / all) : 0);
    };
    const auto path = pathFrom(d->path);
    if (append) {
        d->importStop = runInBackground(
            this,
            [path, settings = d->settings, progress](std::stop_token stop) {
                return importToMemory(path, settings, progress, stop);
            },
            [this](Result<ImportedRows> rows) {
                if (!rows)
                    return fail(rows.error());
                accept();
                Q_EMIT imported(std::make_shared<ImportedRows>(std::move(*rows)));
            });
        return;
    }
    d->importStop = runInBackground(
        this,
        [path, settings = d->settings, progress, to = pathFrom(target)](std::stop_token stop) {
            return importToFile(path, settings, to, progress, stop);
        },
        [this, target](const Result<ImportReport> &report) {
            if (!report)
                return fail(report.error());
            accept();
            Q_EMIT created(target, *report);
        });
}

void ImportDialog::reject()
{
    if (d->busy) { // the first Cancel stops the import, and the settings stay for another try
        d->importStop.request_stop();
        setBusy(false);
        d->state->setText(tr("The import was stopped. Nothing was changed."));
        return;
    }
    QDialog::reject();
}

} // namespace onsa::ui
