package live

// Attention is what the operator can see now; it decides how often settled
// feeds are read.
type Attention struct {
	OnScreen map[Feed]bool // a kind without an id stands for all its feeds
	Blurred  bool          // the terminal does not have the focus
}

// sees reports whether a feed is on the screen.
func (a Attention) sees(feed Feed) bool { return a.OnScreen[feed] || a.OnScreen[Feed{Kind: feed.Kind}] }
