package calllog

// SetMost bounds the file to fewer bytes.
func (l *Log) SetMost(bytes int64) { l.most = bytes }
