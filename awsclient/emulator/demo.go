package emulator

import _ "embed"

//go:embed demo.json
var demo []byte

// DemoRegion is the Region of DemoWorld, for those to whom reading the world for it
// takes too long.
const DemoRegion = "us-east-1"

// DemoWorld is the world of the demo: some of everything, in every status that
// matters, with things that happen within the first minute. It has a second Region and
// a second account, with a little in each.
func DemoWorld() World {
	w, err := ParseWorld(demo)
	if err != nil {
		panic("emulator: demo.json: " + err.Error())
	}
	return w
}
