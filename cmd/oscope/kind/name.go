package kind

import (
	"fmt"
	"slices"
	"strings"

	"oscope/model"
	"oscope/model/live"
)

// plainNames are the name, the id and the ARN of a resource.
func plainNames(_ *live.Snapshot, item model.Item) []string {
	r := item.Common()
	return distinct(r.Name, r.Key.ID, r.ARN)
}

// attachmentNames are APPLICATION/SOURCE by names, ids and ARNs, and its own id.
func attachmentNames(s *live.Snapshot, item model.Item) []string {
	a, _ := item.(model.Attachment)
	var names []string
	for _, application := range distinct(s.ApplicationName(a.ApplicationID), a.ApplicationID) {
		for _, source := range distinct(s.DataSourceName(a.DataSourceARN), model.ARNName(a.DataSourceARN), a.DataSourceARN) {
			names = append(names, application+"/"+source)
		}
	}
	return append(names, distinct(a.AttachmentID)...)
}

// associationNames are PACKAGE/DOMAIN by name and id of the package.
func associationNames(_ *live.Snapshot, item model.Item) []string {
	a, _ := item.(model.Association)
	var names []string
	for _, of := range distinct(a.Name, a.PackageID) {
		names = append(names, of+"/"+a.Domain)
	}
	return names
}

// distinct are those of some names that are not empty, each once.
func distinct(names ...string) []string {
	var all []string
	for _, name := range names {
		if name != "" && !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	return all
}

// Called are the rows that a name stands for.
func Called(name string, rows []Row) []Row {
	var found []Row
	for _, row := range rows {
		if slices.Contains(row.Names(), name) {
			found = append(found, row)
		}
	}
	return found
}

// Ambiguous says between what one has to choose by another name.
func Ambiguous(k *Kind, name string, found []Row) error {
	var all []string
	for _, row := range found {
		names := row.Names()
		other := names[len(names)-1]
		if i := slices.IndexFunc(names, func(n string) bool { return n != name }); i >= 0 {
			other = names[i]
		}
		all = append(all, other+" in "+row.Where())
	}
	return fmt.Errorf("%s %q stands for %d: %s", k.Name, name, len(found), strings.Join(all, "; "))
}

// Unknown says that there is nothing of a name, and what is called nearly so.
func Unknown(k *Kind, name string, rows []Row) error {
	var names []string
	for _, row := range rows {
		names = append(names, row.Names()...)
	}
	return fmt.Errorf("there is no %s %q%s", k.Name, name, Meant(name, names))
}
