package model

import "strings"

// BucketEntry is an object in a bucket, or a folder if its key ends with a slash.
type BucketEntry struct {
	Key  string
	Size int64 // bytes
}

// Folder reports whether the entry is a folder.
func (e BucketEntry) Folder() bool { return strings.HasSuffix(e.Key, "/") }
