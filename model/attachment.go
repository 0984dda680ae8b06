package model

import "time"

// AttachmentTimeout is how long an attachment may be PENDING before the service
// gives it up as FAILED. Only the older documentation names a time (SERVICE.md §3.3).
const AttachmentTimeout = 24 * time.Hour

// Attachment ties a data source to an application. Its Key is AttachmentKey.
type Attachment struct {
	Resource
	AttachmentID  string
	ApplicationID string
	DataSourceARN string
}

// AttachmentKey identifies the attachment of a data source to an application;
// there is at most one of a pair, whatever its attachment id.
func AttachmentKey(applicationID, dataSourceARN string) Key {
	return Key{KindAttachment, applicationID + " " + dataSourceARN}
}

// NewAttachment returns the attachment of a pair, named after its data source.
func NewAttachment(applicationID, dataSourceARN, attachmentID string, status Status) Attachment {
	return Attachment{
		Resource: Resource{
			Key:    AttachmentKey(applicationID, dataSourceARN),
			Name:   ARNName(dataSourceARN),
			ARN:    dataSourceARN,
			Status: status,
		},
		AttachmentID:  attachmentID,
		ApplicationID: applicationID,
		DataSourceARN: dataSourceARN,
	}
}

var attachmentFacts = KindFacts{
	Kind: KindAttachment,
	Statuses: []Meaning{
		{"PENDING", InFlight, "waits until both the application and the data source are ACTIVE"},
		{"ATTACHED", Settled, "the application can use the data source"},
		{"FAILED", Failed, "timed out or met an error that is not retried; attach again"},
	},
}
