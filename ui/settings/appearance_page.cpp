// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/appearance_page.h"

#include "system/settings.h"
#include "ui/jobs/named.h"
#include "ui/theme.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QFontDatabase>
#include <QFormLayout>
#include <QLabel>
#include <QRadioButton>
#include <QVBoxLayout>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QComboBox *fontChoice(const QString &name, const QString &label, QFontDatabase::WritingSystem letters,
                      const QString &chosen)
{
    auto *choice = named(new QComboBox, name, label);
    choice->addItem(AppearancePage::tr("As the system"), QString());
    for (const QString &family : QFontDatabase::families(letters))
        if (!QFontDatabase::isPrivateFamily(family))
            choice->addItem(family, family);
    choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    choice->setMinimumContentsLength(24);
    // A family that was uninstalled is still what was chosen.
    if (!chosen.isEmpty() && choice->findData(chosen) < 0)
        choice->addItem(chosen, chosen);
    choice->setCurrentIndex(std::max(0, choice->findData(chosen)));
    return choice;
}

} // namespace

AppearancePage::AppearancePage(AppServices services, QWidget *parent)
    : QWidget(parent)
{
    Settings &settings = services.settings;
    auto *language = named(new QComboBox, u"language"_s, tr("Language"));
    language->addItem(tr("As the system"), QString());
    language->addItem(u"English"_s, u"en"_s); // each in its own language, so that everybody finds theirs
    language->addItem(u"日本語"_s, u"ja"_s);
    language->setCurrentIndex(std::max(0, language->findData(settings.language())));
    auto *later = named(new QLabel(tr("The new language is used when Onsa starts the next time.")), u"languageLater"_s);
    setClass(later, "muted");
    later->setWordWrap(true);
    later->hide();

    auto *themes = new QVBoxLayout;
    themes->setSpacing(grid::xs);
    auto *group = new QButtonGroup(this);
    struct Choice {
        ThemeChoice theme;
        QString name, label;
    };
    for (const Choice &choice : {Choice{ThemeChoice::System, u"themeSystem"_s, tr("As the system")},
                                 Choice{ThemeChoice::Light, u"themeLight"_s, tr("Light")},
                                 Choice{ThemeChoice::Dark, u"themeDark"_s, tr("Dark")}}) {
        auto *button = named(new QRadioButton(choice.label), choice.name, tr("Colours: %1").arg(choice.label));
        group->addButton(button, int(choice.theme));
        button->setChecked(settings.theme() == choice.theme);
        themes->addWidget(button);
    }
    auto *form = new QFormLayout;
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(grid::l);
    form->setVerticalSpacing(grid::m);
    form->addRow(tr("Language"), language);
    form->addRow({}, later);
    form->addRow(tr("Colours"), themes);
    auto *latin = fontChoice(u"latinFont"_s, tr("Font for Latin letters"), QFontDatabase::Latin, settings.latinFont());
    auto *japanese =
        fontChoice(u"japaneseFont"_s, tr("Font for Japanese"), QFontDatabase::Japanese, settings.japaneseFont());
    form->addRow(tr("Font for Latin letters"), latin);
    form->addRow(tr("Font for Japanese"), japanese);
    for (QComboBox *choice : {latin, japanese})
        connect(choice, &QComboBox::activated, this, [latin, japanese, &settings] {
            settings.setFonts(latin->currentData().toString(), japanese->currentData().toString());
        });
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(form);
    layout->addStretch();

    connect(language, &QComboBox::activated, this, [language, later, &settings] {
        const QString chosen = language->currentData().toString();
        later->setVisible(chosen != settings.language());
        settings.setLanguage(chosen);
    });
    connect(group, &QButtonGroup::idClicked, this, [&settings](int id) { settings.setTheme(ThemeChoice(id)); });
}

} // namespace onsa::ui
