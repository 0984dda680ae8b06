package live

// Number is the number of the reading that is under way.
func (f *FeedState) Number() uint64 { return f.reading }
