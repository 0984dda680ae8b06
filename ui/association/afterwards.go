package association

import (
	"oscope/model"
	"oscope/ui/desk"
	"oscope/ui/page"
	"oscope/ui/text"
)

// Afterwards appends what is left to do when a new version of a dictionary has been
// applied to domains (SERVICE.md §5.7).
func Afterwards(d *page.Detail, at *desk.Desk, packageType string, ties []model.Association) {
	if packageType != model.DictionaryType || len(ties) == 0 {
		return
	}
	var old []string
	for _, tie := range ties {
		item, _ := at.Snapshot.Item(model.Key{Kind: model.KindDomain, ID: tie.Domain})
		if domain, ok := item.(model.Domain); ok && domain.EngineVersion != "" && !model.ReloadsDictionaries(domain.EngineVersion) {
			old = append(old, tie.Domain)
		}
	}
	d.Heading("After a new version is applied")
	if len(old) < len(ties) {
		d.Add("Searching", "filters with updateable: true load it by themselves, others when their index is closed and opened")
	}
	for _, domain := range old {
		d.Add("Searching", text.Join(domain, "its engine loads nothing by itself: close and open the indexes"))
	}
	d.Add("Indexing", "reindex what was indexed with it")
}
