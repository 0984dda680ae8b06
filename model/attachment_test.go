package model_test

import (
	"testing"

	"oscope/model"
)

func TestNewAttachmentIsKeyedByItsPair(t *testing.T) {
	const arn = "arn:aws:es:us-east-1:123456789012:domain/search-prod"
	a := model.NewAttachment("app1", arn, "att-1", "PENDING")
	b := model.NewAttachment("app1", arn, "att-2", "ATTACHED")
	if a.Key != b.Key || a.Key != model.AttachmentKey("app1", arn) {
		t.Errorf("one pair has the keys %v and %v", a.Key, b.Key)
	}
	if a.Key == model.AttachmentKey("app2", arn) {
		t.Error("two applications share the key of an attachment")
	}
	if a.Name != "search-prod" || a.Phase() != model.InFlight {
		t.Errorf("attachment is %q, %s", a.Name, a.Phase())
	}
}
