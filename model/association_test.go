package model_test

import (
	"slices"
	"testing"

	"oscope/model"
)

func TestPrerequisitesAndOrder(t *testing.T) {
	named := func(id, name, kind string) model.Package {
		return model.Package{Resource: model.Resource{Key: model.PackageKey(id), Name: name}, Type: kind}
	}
	short, long := named("pkg-a", "rank", model.PluginType), named("pkg-b", "ranker", model.PluginType)
	licence := named("pkg-c", "ranker-license", "PACKAGE-LICENSE")
	if got := model.SuggestPrerequisites(licence, []model.Package{short, long}); !slices.Equal(got, []string{"pkg-b"}) {
		t.Errorf("a licence needs %v", got)
	}
	if got := model.SuggestPrerequisites(long, []model.Package{short}); got != nil {
		t.Errorf("a plugin needs %v", got)
	}
	if got := model.SuggestPrerequisites(licence, []model.Package{named("pkg-d", "other", model.PluginType)}); got != nil {
		t.Errorf("nothing fits, but %v is suggested", got)
	}
}
