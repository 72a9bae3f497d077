//! `feedctl providers`.

use crate::providers::{ALL, Replacement};
use crate::ui::Ui;

pub(super) fn run(ui: &mut Ui) {
    if ui.json() {
        let list: Vec<_> = ALL
            .iter()
            .map(|provider| {
                serde_json::json!({
                    "id": provider.id,
                    "name": provider.name,
                    "docs": provider.docs,
                    "parameters": provider.params.iter().map(|param| param.key).collect::<Vec<_>>(),
                    "replaces_crates_io": match provider.replacement {
                        Replacement::Default(_) => "by default",
                        Replacement::OnRequest(_) => "on request",
                        Replacement::Never => "never",
                    },
                })
            })
            .collect();
        ui.data(&format!(
            "{:#}\n",
            serde_json::json!({ "version": 1, "providers": list })
        ));
        return;
    }
    let width = ALL
        .iter()
        .map(|provider| provider.id.len())
        .max()
        .unwrap_or(0);
    for provider in ALL {
        let flags: Vec<String> = provider
            .params
            .iter()
            .map(|param| format!("--{}", param.key))
            .collect();
        let replaces = match provider.replacement {
            Replacement::Default(_) => "stands in for crates.io",
            Replacement::OnRequest(_) => "can stand in for crates.io",
            Replacement::Never => "cannot stand in for crates.io",
        };
        ui.data(&format!(
            "{:width$}  {} ({}); {replaces}\n{:width$}  {}\n",
            provider.id,
            provider.name,
            flags.join(", "),
            "",
            provider.docs,
        ));
    }
}
