package model

import (
	"strings"
	"time"
)

// Object is what Amazon S3 tells of an object without its content.
type Object struct {
	Bucket, Key  string
	Size         int64 // bytes
	ETag         string
	Modified     time.Time
	Encryption   string // "AES256", "aws:kms"
	KMSKey       string
	StorageClass string
	Restored     bool // a copy of what is archived can be read
	// Gone is true when there is no such object.
	Gone bool
}

// ByKMS reports whether the object is encrypted with a key of KMS.
func (o Object) ByKMS() bool { return strings.HasPrefix(o.Encryption, "aws:kms") }

// Archived reports whether the object cannot be read before it is restored.
func (o Object) Archived() bool {
	return !o.Restored && (o.StorageClass == "GLACIER" || o.StorageClass == "DEEP_ARCHIVE")
}

// NewerThan reports whether the object has been changed since the newest version of a
// package was made: that version is a copy of its own (SERVICE.md §4.8).
func (o Object) NewerThan(p Package) bool { return o.Modified.After(p.Made()) }

// PluginArchive is what is in the zip of a plugin.
type PluginArchive struct {
	Files []string
	// Descriptor is plugin-descriptor.properties; nil when it is not there.
	Descriptor   map[string]string
	Uncompressed int64 // bytes
	// Interfaces are those that the plugin's class implements, where it could be looked
	// into cheaply.
	Interfaces []string
	// Unreadable says why it is no zip; empty when it is one.
	Unreadable string
	// Gone is true when the object is not there, or is archived.
	Gone bool
}

// Engine returns the engine version that the archive is for, as a package has it:
// "OpenSearch_2.19" of 2.19.0; empty when the descriptor does not say.
func (a PluginArchive) Engine() string {
	major, rest, ok := strings.Cut(a.Descriptor["opensearch.version"], ".")
	minor, _, _ := strings.Cut(rest, ".")
	if !ok {
		return ""
	}
	return "OpenSearch_" + major + "." + minor
}

// KMSKey is a key of KMS.
type KMSKey struct {
	ARN         string
	State       string // "Enabled", "Disabled", "PendingDeletion", …
	Usage       string // "ENCRYPT_DECRYPT"
	Spec        string // "SYMMETRIC_DEFAULT"
	Manager     string // "AWS" or "CUSTOMER"
	MultiRegion bool
	// Gone is true when there is no such key.
	Gone bool
}
